import type { Router } from 'express';
import { PortalError } from '../platform/errors.ts';
import { languageOfPage } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { CompletionService } from './create-completion.ts';
import { moduleOf } from './module-of.ts';
import { positionOf } from './step-position.ts';
import { modulePath, stepPath } from './steps.ts';

/** A page's number, written as the portal writes it; else NaN, which is no page's. */
const numberOf = (text: string): number => (/^[1-9]\d{0,2}$/.test(text) ? Number(text) : NaN);

/**
 * The pages to read. Opening a page is what saves it, in one write that is also the question
 * whether it may be opened: beside the session and the employee it is the only command. A form
 * that saves and redirects would take six commands a page instead of three. The write keeps the
 * furthest page by `$max`, so that asking twice changes nothing, and never decides a completion.
 */
export const addPageRoutes = (router: Router, completion: CompletionService): void => {
  const { catalogue, course } = completion;

  router.get('/:slug/sida/:number', async (req, res) => {
    const module = moduleOf(catalogue, req.params.slug);
    const step = numberOf(req.params.number);
    const text = module.texts[languageOfPage(res)];
    const page = text.pages[step - 1];
    if (!page) throw new PortalError('NOT_FOUND');
    if (!(await course.openStep(viewerOf(res).id, module, step))) {
      res.redirect(303, modulePath(module.slug));
      return;
    }
    renderPage(res, 'course/page', {
      title: `${page.title} – ${text.title}`,
      moduleTitle: text.title,
      page,
      position: positionOf(module, step),
      hasNotice: await completion.privacyNotice(viewerOf(res)),
      previous: step > 1 ? stepPath(module, step - 1) : null,
      next: stepPath(module, step + 1),
      sheet: `${modulePath(module.slug)}/blad`,
      preTest:
        step === 1 && completion.preTest.isOffered ? `${modulePath(module.slug)}/fortest` : null,
      isLast: step === text.pages.length,
    });
  });
};
