import type { Writable } from 'node:stream';
import { writeCsv } from '../platform/csv.ts';
import type { Translate } from '../platform/i18n.ts';
import type { ShownPerson } from './campaign-views.ts';

const columns = [
  'number',
  'familyName',
  'givenName',
  'unit',
  'login',
  'mobile',
  'wave',
  'state',
  'cause',
] as const;

/** Writes who is left as CSV. Of a protected identity nothing leaves the portal but the number. */
export const writeStalledCsv = async (
  people: readonly ShownPerson[],
  unitName: (id: string) => string,
  t: Translate,
  out: Writable,
): Promise<void> => {
  const rows = function* () {
    for (const person of people) {
      const open = (text: string) => (person.isProtected ? t('campaigns.protected') : text);
      yield [
        person.employeeNumber,
        open(person.familyName),
        open(person.givenName),
        open(person.unitIds.map(unitName).filter(Boolean).join(', ')),
        open(person.login ?? ''),
        open(person.mobile ?? ''),
        String(person.wave),
        t(`campaigns.personState.${person.state}`),
        person.cause ? t(`audit.cause.${person.cause}`) : '',
      ];
    }
  };
  const headings = columns.map((key) => t(`campaigns.column.${key}`));
  await writeCsv(headings, rows(), out);
};
