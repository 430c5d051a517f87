import { Router, type Request } from 'express';
import type { Statement } from '../accessibility/read-statement.ts';
import { isLanguage, type Language } from '../i18n.ts';
import { localPath } from '../local-path.ts';
import { PortalError } from '../errors.ts';
import { chooseLanguage } from './choose-language.ts';
import { languageOfPage, translatorOf } from './page-locals.ts';
import { renderPage } from './render-page.ts';
import { addStayRoute } from './stay-routes.ts';

/** A way to sign in, and how it is with it just now. */
interface WayIn {
  name: Record<Language, string>;
  state: 'up' | 'down' | 'failing' | 'unknown';
  since: Date | null;
}

/**
 * The front page. It waits for nothing but itself.
 *
 * @param waysIn what is known of each way to sign in.
 */
export const frontRoutes = (waysIn: () => WayIn[]): Router =>
  Router().get('/', (_req, res) => {
    const lang = languageOfPage(res);
    const ways = waysIn().map((way) => ({ ...way, name: way.name[lang] }));
    renderPage(res, 'home/front', { title: translatorOf(res)('home.front.title'), ways });
  });

/** The place the person was at, with what a filter's fields held when they changed the language. */
const placeWith = ({ tillbaka, ...fields }: Request['query']): string => {
  const path = localPath(tillbaka) ?? '/';
  const typed = Object.entries(fields).filter(
    (field): field is [string, string] => typeof field[1] === 'string',
  );
  return typed.length === 0 ? path : `${path}?${new URLSearchParams(typed).toString()}`;
};

interface Authority {
  name: string;
  url: string;
}

interface OpenPages {
  https: boolean;
  accessibility: { statement: Statement; mail: string | undefined; authority: Authority };
  privacyAuthority: Authority;
  /** Days that answers are kept, and days after somebody left that the rest is. */
  kept: Record<'answers' | 'contacts' | 'identity' | 'records', number>;
}

/** Pages that anyone may read at any time, and the choice of language. */
export const infoRoutes = ({ https, accessibility, privacyAuthority, kept }: OpenPages): Router => {
  const router = Router();
  const pages = [
    { path: '/hjalp', page: 'help', known: {} },
    { path: '/tillganglighet', page: 'accessibility', known: accessibility },
    { path: '/personuppgifter', page: 'privacy', known: { authority: privacyAuthority, kept } },
  ];
  for (const { path, page, known } of pages) {
    router.get(path, (_req, res) => {
      renderPage(res, `info/${page}`, { title: translatorOf(res)(`info.${page}.title`), ...known });
    });
  }
  router.get('/sprak/:language', (req, res) => {
    const { language } = req.params;
    if (!isLanguage(language)) throw new PortalError('NOT_FOUND');
    chooseLanguage(res, language, { https });
    res.redirect(303, placeWith(req.query));
  });
  addStayRoute(router, { https });
  return router;
};
