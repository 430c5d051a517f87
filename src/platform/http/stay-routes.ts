import type { Router } from 'express';
import { PortalError } from '../errors.ts';
import { isLanguage, type Language } from '../i18n.ts';
import { keepForm, pageOfForm } from './kept-form.ts';
import { chooseLanguage } from './choose-language.ts';
import { maybeViewer } from './viewer.ts';

/**
 * `POST /kvar`: stay, with what is half typed. The session lives on, as with every request; with
 * `?sprak=en` the page comes back in that language. A script asks for JSON and stays on the page:
 * it is told for how many seconds.
 */
export const addStayRoute = (router: Router, { https }: { https: boolean }): void => {
  router.post('/kvar', (req, res) => {
    const viewer = maybeViewer(res);
    if (!viewer) throw new PortalError('SIGN_IN_REQUIRED');
    const page = pageOfForm(req);
    keepForm(res, page);
    const language: Language | null = isLanguage(req.query.sprak) ? req.query.sprak : null;
    if (language) chooseLanguage(res, language, { https });
    const secondsLeft = Math.floor((viewer.sessionEndsAt.getTime() - Date.now()) / 1000);
    if (req.accepts('html', 'json') === 'json') res.json({ secondsLeft });
    else res.redirect(303, page);
  });
};
