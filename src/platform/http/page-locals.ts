import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isLanguage, type I18n, type Language } from '../i18n.ts';
import { localPath } from '../local-path.ts';
import { maybeViewer } from './viewer.ts';

export interface Organisation {
  name: string;
  product: string;
  place: string;
  supportPhone: string;
  alarmPhone: string;
  reportMail: string;
  supportHours: Record<Language, string>;
}

/** The picture beside the organisation's name, and its size in pixels. */
export interface Sign {
  url: string;
  width: number;
  height: number;
}

export const languageCookie = 'portal.lang';

const chosen = new RegExp(`(?:^|;\\s*)${languageCookie}=(sv|en)(?:;|$)`);

const cookieLanguage = (req: Request): Language | undefined => {
  const found = chosen.exec(req.headers.cookie ?? '')?.[1];
  return isLanguage(found) ? found : undefined;
};

/** The language chosen by hand, else the browser's, else Swedish. */
const languageOf = (req: Request): Language => {
  const byHand = cookieLanguage(req);
  if (byHand) return byHand;
  const accepted = req.acceptsLanguages('sv', 'en');
  return isLanguage(accepted) ? accepted : 'sv';
};

const locales = { sv: 'sv-SE', en: 'en-GB' } as const;

const formatsOf = (lang: Language) => {
  const day = new Intl.DateTimeFormat(locales[lang], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/Stockholm',
  });
  const shortDay = new Intl.DateTimeFormat(locales[lang], {
    dateStyle: 'medium',
    timeZone: 'Europe/Stockholm',
  });
  const time = new Intl.DateTimeFormat(locales[lang], {
    timeStyle: 'short',
    timeZone: 'Europe/Stockholm',
  });
  const moment = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: 'Europe/Stockholm',
  });
  const number = new Intl.NumberFormat(locales[lang]);
  return {
    formatDate: (date: Date) => day.format(date),
    /** For a cell of a long table. */
    formatShortDate: (date: Date) => shortDay.format(date),
    /** 2026-11-24 06:30:05 in every language, for lists. */
    formatMoment: (date: Date) => moment.format(date),
    formatTime: (date: Date) => time.format(date),
    formatNumber: (n: number) => number.format(n),
  };
};
/** Dates, times and numbers as they are written in each language. */
export const formats = { sv: formatsOf('sv'), en: formatsOf('en') };

/** What every template may use, in the person's language. */
export const pageLocals = (deps: {
  i18n: I18n;
  organisation: Organisation;
  assetUrl: (name: string) => string;
  sign: Sign;
}): RequestHandler => {
  const { organisation } = deps;
  return (req: Request, res: Response, next: NextFunction) => {
    const lang = languageOf(req);
    Object.assign(res.locals, {
      lang,
      t: deps.i18n[lang],
      org: { ...organisation, supportHours: organisation.supportHours[lang] },
      // For links back here: `//host/x` as a link would lead to that host.
      path: localPath(req.originalUrl) ?? '/',
      asset: deps.assetUrl,
      sign: deps.sign,
      viewer: maybeViewer(res),
      csrfToken: '',
      formOwner: () => '',
      ...formats[lang],
    });
    res.vary('Accept-Language');
    res.setHeader('Content-Language', lang);
    next();
  };
};

/** The translator of this request's language. */
export const translatorOf = (res: Response) => res.locals.t as I18n[Language];

export const languageOfPage = (res: Response) => res.locals.lang as Language;
