import { csvRecords, type CsvRecord } from './csv-records.ts';
import { decodeText } from './decode-text.ts';
import { locateColumns, RosterFileError, type Cells } from './roster-columns.ts';
import type { NoteCode } from './row-note.ts';

/** A row's cells as they stand in the file, or why it has none. */
export type RawRow = { line: number; cells: Cells } | { line: number; fault: NoteCode };

const delimiters = [';', ',', '\t'];

/** The one that the heading row has most of. */
const delimiterOf = (text: string): string => {
  const heading = text.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  const count = (delimiter: string) => heading.split(delimiter).length;
  return delimiters.reduce((best, next) => (count(next) > count(best) ? next : best));
};

const isEmpty = (cells: string[]) => cells.every((cell) => cell.trim() === '');

const fitsHeading = (cells: string[], width: number) =>
  cells.length >= width && isEmpty(cells.slice(width));

/**
 * Reads an exported roster: semicolon, comma or tab, in the encodings of decode-text.ts. A row
 * that cannot be read says why and spoils no other; empty rows are left out.
 *
 * @throws RosterFileError when the file is not text, is empty, or lacks a column.
 */
export const readRows = (bytes: Uint8Array, headings: Record<string, string>): RawRow[] => {
  const text = decodeText(bytes);
  const [first, ...records] = csvRecords(text, delimiterOf(text));
  if (!first) throw new RosterFileError('EMPTY');
  const heading = first.cells ?? [];
  const toCells = locateColumns(heading, headings);
  const toRow = ({ line, cells }: CsvRecord): RawRow[] => {
    if (!cells) return [{ line, fault: 'QUOTE_NOT_CLOSED' }];
    if (isEmpty(cells)) return [];
    if (!fitsHeading(cells, heading.length)) return [{ line, fault: 'COLUMN_COUNT' }];
    return [{ line, cells: toCells(cells) }];
  };
  return records.flatMap(toRow);
};
