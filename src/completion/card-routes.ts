import type { Router } from 'express';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';

/** The course on one sheet of paper: whom to call, and what to do before. */
export const addCardRoutes = (router: Router): void => {
  router.get('/kort', (_req, res) => {
    const title = translatorOf(res)('course.card.title');
    renderPage(res, 'course/card', { title, printedAt: new Date() });
  });
};
