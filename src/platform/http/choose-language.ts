import type { Response } from 'express';
import type { Language } from '../i18n.ts';
import { languageCookie } from './page-locals.ts';

const year = 365 * 24 * 60 * 60 * 1000;

/** Remembers the language that was chosen by hand. */
export const chooseLanguage = (res: Response, language: Language, { https }: { https: boolean }) =>
  res.cookie(languageCookie, language, {
    maxAge: year,
    sameSite: 'lax',
    secure: https,
    httpOnly: true,
  });
