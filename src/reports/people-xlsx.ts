import type { Writable } from 'node:stream';
import { writeXlsx } from '../platform/xlsx/write-xlsx.ts';
import { headingsOf, peopleColumns, rowOf, type FileWords } from './people-columns.ts';
import type { ReportPerson } from './report-person.ts';

/**
 * Writes the people as a workbook, a row at a time.
 *
 * @throws what reading the people throws; `out` is then broken off, not ended as if it were whole.
 */
export const writePeopleXlsx = async (
  people: AsyncIterable<ReportPerson>,
  words: FileWords,
  out: Writable,
): Promise<void> => {
  const rows = async function* () {
    for await (const person of people) yield rowOf(person, words);
  };
  const headings = headingsOf(words.t);
  const columns = peopleColumns.map(({ kind, width }, index) => ({
    ...{ kind, width },
    heading: headings[index] ?? '',
  }));
  await writeXlsx({ name: words.t('reports.people.title'), columns }, rows(), out);
};
