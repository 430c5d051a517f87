import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Translate } from '../platform/i18n.ts';
import type { Person } from './report-store.ts';

const columns = ['number', 'familyName', 'givenName', 'unit', 'login', 'course', 'completedAt'];

/** The day in Sweden, as 2026-11-24. */
const dayOf = (date: Date) => date.toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });

export const fileNameOf = (t: Translate) => `${t('reports.file')}-${dayOf(new Date())}.csv`;

/**
 * Writes the people as CSV, a row at a time: UTF-8 with a byte order mark and semicolons, as
 * Swedish Excel reads it. A cell that a spreadsheet would take for a formula is made text (OWASP,
 * CSV injection).
 *
 * @throws what reading the people throws; `out` is then broken off, not ended as if it were whole.
 */
export const writePeopleCsv = async (
  people: AsyncIterable<Person>,
  unitName: (id: string) => string,
  t: Translate,
  out: Writable,
): Promise<void> => {
  const rows = async function* () {
    for await (const person of people)
      yield [
        person.employeeNumber,
        person.familyName,
        person.givenName,
        person.unitIds.map(unitName).filter(Boolean).join(', '),
        t(person.resetDone ? 'reports.login.done' : 'reports.login.left'),
        t(`reports.status.${person.status}`),
        person.completedAt ? dayOf(person.completedAt) : '',
      ];
  };
  const csv = stringify({
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    header: true,
    columns: columns.map((key) => t(`reports.column.${key}`)),
    escape_formulas: true,
  });
  await pipeline(rows, csv, out);
};
