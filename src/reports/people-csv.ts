import type { Writable } from 'node:stream';
import { writeCsv } from '../platform/csv.ts';
import type { Translate } from '../platform/i18n.ts';
import { dayOf } from '../platform/swedish-day.ts';
import type { ReportPerson } from './report-person.ts';

const columns = ['number', 'familyName', 'givenName', 'unit', 'login', 'course', 'completedAt'];

export const fileNameOf = (t: Translate) => `${t('reports.file')}-${dayOf(new Date())}.csv`;

/**
 * Writes the people as CSV, a row at a time.
 *
 * @throws what reading the people throws; `out` is then broken off, not ended as if it were whole.
 */
export const writePeopleCsv = async (
  people: AsyncIterable<ReportPerson>,
  unitNames: (ids: readonly string[]) => string,
  t: Translate,
  out: Writable,
): Promise<void> => {
  const rows = async function* () {
    for await (const person of people)
      yield [
        person.employeeNumber,
        person.familyName,
        person.givenName,
        unitNames(person.unitIds),
        t(person.resetDone ? 'reports.login.done' : 'reports.login.left'),
        t(`reports.status.${person.status}`),
        person.completedOn ?? '',
      ];
  };
  const headings = columns.map((key) => t(`reports.column.${key}`));
  await writeCsv(headings, rows(), out);
};
