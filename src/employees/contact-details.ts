import { z } from 'zod';

const email = z.email().max(254);

/** An e-mail address in lower case, or null when it is none. */
export const parseEmail = (text: string): string | null => {
  const result = email.safeParse(text.toLowerCase());
  return result.success ? result.data : null;
};

/**
 * A mobile number as E.164 (ITU-T): Swedish ones as people write them, or without the zero that
 * spreadsheets drop; foreign ones with `+` or `00`. Null when it is none.
 */
export const parseMobile = (text: string): string | null => {
  const digits = text
    .replace('(0)', '')
    .replace(/[\s()./‐‑–-]/g, '')
    .replace(/^00/, '+');
  const swedish = /^(?:\+?46|0)?(7\d{8})$/.exec(digits)?.[1];
  if (swedish) return `+46${swedish}`;
  return /^\+(?!46)[1-9]\d{6,14}$/.test(digits) ? digits : null;
};
