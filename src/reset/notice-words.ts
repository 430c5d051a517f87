import type { I18n, Language } from '../platform/i18n.ts';

/** What the notice says besides when it was. */
export interface NoticeWords {
  i18n: I18n;
  organisation: { name: string; supportPhone: string; supportHours: Record<Language, string> };
}
