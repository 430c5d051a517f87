import type { Translate } from '../platform/i18n.ts';
import type { EntryFault } from './entry-forms.ts';

/** These say which field they are about, also in the list of faults above the form. */
const ofField = new Set(['choose', 'day', 'empty']);

const keyOf = ({ field, fault }: EntryFault): string =>
  ofField.has(fault) ? `${fault}.${field}` : fault;

/** The title, with the word for a fault before it when there is one, and the faults in words. */
export const formLocals = (t: Translate, heading: string, faults: readonly EntryFault[]) => ({
  heading,
  title: faults.length > 0 ? `${t('layout.error')} ${heading}` : heading,
  errors: faults.map((one) => ({ field: one.field, text: t(`entries.faults.${keyOf(one)}`) })),
});

export const statusOf = (faults: readonly EntryFault[]): number => (faults.length > 0 ? 422 : 200);
