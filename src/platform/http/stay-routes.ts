import type { Router } from 'express';
import { isLanguage, type Language } from '../i18n.ts';
import { keepForm, pageOfForm } from './kept-form.ts';
import { chooseLanguage } from './choose-language.ts';

/**
 * `POST /kvar`: stay, with what is half typed. The session lives on, as with every request; with
 * `?sprak=en` the page comes back in that language. A script asks for JSON and stays on the page.
 */
export const addStayRoute = (router: Router, { https }: { https: boolean }): void => {
  router.post('/kvar', (req, res) => {
    const page = pageOfForm(req);
    keepForm(res, page);
    const language: Language | null = isLanguage(req.query.sprak) ? req.query.sprak : null;
    if (language) chooseLanguage(res, language, { https });
    if (req.accepts('html', 'json') === 'json') res.status(204).end();
    else res.redirect(303, page);
  });
};
