import type { Translate } from '../platform/i18n.ts';
import type { EntryFault } from './entry-forms.ts';

/** The title, with the word for a fault before it when there is one, and the faults in words. */
export const formLocals = (t: Translate, heading: string, faults: readonly EntryFault[]) => ({
  heading,
  title: faults.length > 0 ? `${t('layout.error')} ${heading}` : heading,
  errors: faults.map(({ field, fault }) => ({ field, text: t(`entries.faults.${fault}`) })),
});

export const statusOf = (faults: readonly EntryFault[]): number => (faults.length > 0 ? 422 : 200);
