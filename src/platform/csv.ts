import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';

/**
 * Writes CSV, a row at a time: UTF-8 with a byte order mark and semicolons, as Swedish Excel reads
 * it. A cell that a spreadsheet would take for a formula is made text (OWASP, CSV injection).
 *
 * @throws what reading the rows throws; `out` is then broken off, not ended as if it were whole.
 */
export const writeCsv = async (
  headings: string[],
  rows: Iterable<string[]> | AsyncIterable<string[]>,
  out: Writable,
): Promise<void> => {
  const csv = stringify({
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    header: true,
    columns: headings,
    escape_formulas: true,
  });
  await pipeline(rows, csv, out);
};
