import { parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/mobile';
import { z } from 'zod';

const email = z.email().max(254);

/** An e-mail address in lower case, or null when it is none. */
export const parseEmail = (text: string): string | null => {
  const result = email.safeParse(text.trim().toLowerCase());
  return result.success ? result.data : null;
};

const read = (text: string): PhoneNumber | undefined => parsePhoneNumberFromString(text, 'SE');

/**
 * A mobile number as E.164 (ITU-T): Swedish ones as people write them, or without the zero that
 * spreadsheets drop; foreign ones with `+` or `00`. Null when it is none.
 */
export const parseMobile = (text: string): string | null => {
  const number = read(text.replace(/[‐‑–]/g, '-').replace(/^\s*00/, '+'));
  return number?.isValid() ? number.number : null;
};

/** An E.164 number as it is written where it belongs: `070-174 06 05`, `+47 406 12 345`. */
export const writtenMobile = (e164: string): string => {
  const number = read(e164);
  return (
    (number?.country === 'SE' ? number.formatNational() : number?.formatInternational()) ?? e164
  );
};
