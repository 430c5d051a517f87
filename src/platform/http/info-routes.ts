import { Router } from 'express';
import { isLanguage } from '../i18n.ts';
import { localPath } from '../local-path.ts';
import { PortalError } from '../errors.ts';
import { languageCookie, translatorOf } from './page-locals.ts';
import { renderPage } from './render-page.ts';

const year = 365 * 24 * 60 * 60 * 1000;

/** The front page. */
export const frontRoutes = (): Router =>
  Router().get('/', (_req, res) => {
    renderPage(res, 'home/front', { title: translatorOf(res)('home.front.title') });
  });

/** Pages that anyone may read at any time, and the choice of language. */
export const infoRoutes = ({ https }: { https: boolean }): Router => {
  const router = Router();
  const pages = { hjalp: 'help', tillganglighet: 'accessibility', personuppgifter: 'privacy' };
  for (const [path, page] of Object.entries(pages)) {
    router.get(`/${path}`, (_req, res) => {
      renderPage(res, `info/${page}`, { title: translatorOf(res)(`info.${page}.title`) });
    });
  }
  router.get('/sprak/:language', (req, res) => {
    const { language } = req.params;
    if (!isLanguage(language)) throw new PortalError('NOT_FOUND');
    res.cookie(languageCookie, language, {
      maxAge: year,
      sameSite: 'lax',
      secure: https,
      httpOnly: true,
    });
    res.redirect(303, localPath(req.query.till) ?? '/');
  });
  return router;
};
