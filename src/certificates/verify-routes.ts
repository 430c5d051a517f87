import { Router, type Response } from 'express';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { certificateView } from './certificate-view.ts';
import type { Certificates } from './create-certificates.ts';

/** The longest text that is looked at: a serial with room for spaces. */
const longest = 100;

const showNone = (res: Response, typed: string): void => {
  const t = translatorOf(res);
  const title = `${t('layout.error')} ${t('certificates.verify.title')}`;
  const errors = [{ field: 'nummer', text: t('certificates.verify.none') }];
  renderPage(res, 'certificates/ask', { title, typed: typed.slice(0, longest), errors }, 404);
};

/** Is this paper genuine? For anyone, at /intyg. Shows what the paper shows and nothing else. */
export const verifyRoutes = (certificates: Certificates): Router =>
  Router()
    .get('/', (req, res) => {
      const { nummer } = req.query;
      const title = translatorOf(res)('certificates.verify.title');
      if (typeof nummer === 'string' && nummer.trim() !== '')
        res.redirect(
          303,
          `/intyg/${encodeURIComponent(nummer.trim().slice(0, longest).toWellFormed())}`,
        );
      else renderPage(res, 'certificates/ask', { title, typed: '', errors: [] });
    })
    .get('/:serial', async (req, res) => {
      const { serial } = req.params;
      const found = await certificates.verify(serial);
      res.setHeader('X-Robots-Tag', 'noindex');
      if (!found) {
        showNone(res, serial);
        return;
      }
      const { isWithdrawn } = found;
      const certificate = certificateView(found, languageOfPage(res));
      const title = translatorOf(res)('certificates.verify.genuine');
      renderPage(res, 'certificates/genuine', { title, certificate, isWithdrawn });
    });
