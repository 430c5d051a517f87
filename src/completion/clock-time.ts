import type { Language } from '../platform/i18n.ts';

const locales = { sv: 'sv-SE', en: 'en-GB' } as const;
const minute = 60_000;

/** The time of day in Sweden, as 14:32; rounded up, so that what opens then is open. */
export const clockTime = (at: Date, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Stockholm',
  }).format(Math.ceil(at.getTime() / minute) * minute);
