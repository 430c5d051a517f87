import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Translate } from '../platform/i18n.ts';
import type { Person } from './report-store.ts';

const day = (date: Date | null) =>
  date?.toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });

/**
 * The people as CSV, a row at a time: UTF-8 with a byte order mark and semicolons, as Swedish
 * Excel reads it. A cell that a spreadsheet would take for a formula is made text (OWASP, CSV
 * injection).
 */
export const peopleCsv = (
  people: AsyncIterable<Person>,
  unitName: (id: string) => string,
  t: Translate,
): Readable => {
  const columns = ['number', 'familyName', 'givenName', 'unit', 'login', 'course', 'completedAt'];
  const rows = async function* () {
    for await (const person of people)
      yield [
        person.employeeNumber,
        person.familyName,
        person.givenName,
        person.unitIds.map(unitName).join(', '),
        t(person.resetDone ? 'reports.login.done' : 'reports.login.left'),
        t(`reports.status.${person.status}`),
        day(person.completedAt) ?? '',
      ];
  };
  return Readable.from(rows()).pipe(
    stringify({
      bom: true,
      delimiter: ';',
      record_delimiter: 'windows',
      header: true,
      columns: columns.map((key) => t(`reports.column.${key}`)),
      escape_formulas: true,
    }),
  );
};
