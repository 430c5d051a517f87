import { Router } from 'express';
import { PortalError } from '../platform/errors.ts';
import {
  formats,
  languageOfPage,
  translatorOf,
  type Organisation,
} from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { sendPdf } from '../platform/http/send-pdf.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { certificatePaper } from './certificate-paper.ts';
import { certificatePdf } from './certificate-pdf.ts';
import { certificateView } from './certificate-view.ts';
import type { Certificates } from './create-certificates.ts';

/** A person's own certificates, at /mina-intyg. */
export const ownRecordRoutes = (
  certificates: Certificates,
  issuer: { organisation: Organisation; origin: string },
): Router =>
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
          score: completion.how === 'portal' ? completion.score : null,
        })),
      });
    })
    .get('/:serial.pdf', async (req, res) => {
      const found = await certificates.find(viewerOf(res).id, req.params.serial);
      if (!found) throw new PortalError('NOT_FOUND');
      const t = translatorOf(res);
      const language = languageOfPage(res);
      const { formatDate } = formats[language];
      const words = { language, t, formatDate, ...issuer };
      const paper = certificatePaper(certificateView(found, language), words);
      const name = `${t('certificates.pdf.file')}-${found.serial}`;
      sendPdf(res, name, await certificatePdf(paper, found.madeAt));
    })
    .post('/', async (_req, res) => {
      await certificates.issue(viewerOf(res));
      res.redirect(303, '/mina-intyg');
    });
