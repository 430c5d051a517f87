import type { Translate } from '../platform/i18n.ts';
import type { AuditDetails } from './audit-actions.ts';

/** The log outlives the version that wrote it: what has no words any more is shown as it stands. */
const wordsOr = (otherwise: string, words: () => string): string => {
  try {
    return words();
  } catch {
    return otherwise;
  }
};

const valueInWords = (t: Translate, key: string, value: string | number | boolean) => {
  const code = String(value);
  if (key === 'way' || key === 'level') return t(`audit.${key}.${code}`);
  if (key === 'checks')
    return code
      .split(' ')
      .map((check) => t(`codes.check.${check}`))
      .join(' + ');
  if (key === 'status') return t(`reports.status.${code}`);
  return key === 'cause' ? wordsOr(code, () => t(`audit.cause.${code}`)) : value;
};

const inWords = (t: Translate, key: string, value: string | number | boolean): string =>
  wordsOr(`${key}: ${value}`, () => {
    if (key === 'scope') return t(`audit.detail.scope.${String(value)}`);
    return t(`audit.detail.${key}`, { value: valueInWords(t, key, value) });
  });

/** What was done. */
export const actionInWords = (t: Translate, action: string): string =>
  wordsOr(action, () => t(`audit.action.${action}`));

/** What a record says besides, in one line. What does not hold is not said. */
export const detailsInWords = (t: Translate, details: AuditDetails): string =>
  Object.entries(details)
    .filter(([, value]) => value !== false)
    .map(([key, value]) => inWords(t, key, value))
    .join(', ');
