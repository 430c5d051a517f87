import type { Writable } from 'node:stream';
import { writeCsv } from '../platform/csv.ts';
import { headingsOf, rowOf, type FileWords } from './people-columns.ts';
import type { ReportPerson } from './report-person.ts';

/**
 * Writes the people as CSV, a row at a time.
 *
 * @throws what reading the people throws; `out` is then broken off, not ended as if it were whole.
 */
export const writePeopleCsv = async (
  people: AsyncIterable<ReportPerson>,
  words: FileWords,
  out: Writable,
): Promise<void> => {
  const rows = async function* () {
    for await (const person of people) yield rowOf(person, words).map((cell) => String(cell ?? ''));
  };
  await writeCsv(headingsOf(words.t), rows(), out);
};
