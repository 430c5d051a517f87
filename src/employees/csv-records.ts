import { CsvError, parse } from 'csv-parse/sync';

/** A record and the line it begins on; `cells` is null where a quotation mark is not closed. */
export interface CsvRecord {
  line: number;
  cells: string[] | null;
}

interface Parsed {
  info: { lines: number };
  record: string[];
}

const options = {
  info: true,
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
};

const lineBreak = /\r\n|\n|\r/;

const parseRecords = (text: string, delimiter: string) =>
  (parse(text, { ...options, delimiter }) as unknown as Parsed[]).map(({ info, record }) => {
    const extraLines = record.reduce((sum, cell) => sum + cell.split(lineBreak).length - 1, 0);
    return { line: info.lines - extraLines, extraLines, cells: record };
  });

/** Each line on its own, so that one faulty line spoils no other. */
const parseLines = (lines: string[], firstLine: number, delimiter: string): CsvRecord[] =>
  lines.flatMap((text, offset): CsvRecord[] => {
    const line = firstLine + offset;
    try {
      return parseRecords(text, delimiter).map(({ cells }) => ({ line, cells }));
    } catch (error) {
      if (error instanceof CsvError) return [{ line, cells: null }];
      throw error;
    }
  });

/** Lines after the first that look like rows of their own, so that no cell can span them. */
const holdsRows = (lines: CsvRecord[], width: number): boolean =>
  lines.slice(1).some(({ cells }) => cells === null || cells.length >= width);

/**
 * The records of a CSV text with their line numbers. A quotation mark that is not closed would
 * swallow the lines after it: those are then read one by one.
 */
export const csvRecords = (text: string, delimiter: string): CsvRecord[] => {
  const lines = text.split(lineBreak);
  try {
    const records = parseRecords(text, delimiter);
    const width = records[0]?.cells.length ?? 0;
    return records.flatMap(({ line, extraLines, cells }) => {
      if (extraLines === 0) return [{ line, cells }];
      const apart = parseLines(lines.slice(line - 1, line + extraLines), line, delimiter);
      return cells.length === width && !holdsRows(apart, width) ? [{ line, cells }] : apart;
    });
  } catch (error) {
    if (error instanceof CsvError) return parseLines(lines, 1, delimiter);
    throw error;
  }
};
