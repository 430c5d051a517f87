import { Router } from 'express';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { certificateView } from './certificate-view.ts';
import type { Certificates } from './create-certificates.ts';

/** What a person has on record, at /mina-intyg. */
export const ownRecordRoutes = (certificates: Certificates): Router =>
  Router()
    .get('/', async (_req, res) => {
      const own = await certificates.own(viewerOf(res).id);
      const language = languageOfPage(res);
      renderPage(res, 'certificates/own', {
        title: translatorOf(res)('certificates.own.title'),
        mayIssue: own.mayIssue,
        certificates: own.certificates.map((one) => certificateView(one, language)),
        modules: own.done.map(({ module, completion }) => ({
          title: module.texts[language].title,
          at: completion.at,
          score: completion.score,
        })),
      });
    })
    .post('/', async (_req, res) => {
      await certificates.issue(viewerOf(res));
      res.redirect(303, '/mina-intyg');
    });
