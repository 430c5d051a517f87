import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import ZipStream from 'zip-stream';
import { dataRow, headingRow, type XlsxCell, type XlsxColumn } from './xlsx-cells.ts';
import {
  contentTypes,
  packageRelations,
  sheetEnd,
  sheetStart,
  styles,
  workbook,
  workbookRelations,
} from './xlsx-parts.ts';

export type { XlsxCell, XlsxColumn };

/** So much text at a time goes to be compressed. */
const batchSize = 64 * 1024;

/** Excel's own limit, 2^20. */
const mostRows = 1_048_576;

const inBatches = async function* (lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let batch = '';
  for await (const line of lines) {
    batch += line;
    if (batch.length < batchSize) continue;
    yield Buffer.from(batch);
    batch = '';
  }
  yield Buffer.from(batch);
};

/** The sheet as it is written, and how many rows it has so far. */
const sheetOf = (columns: readonly XlsxColumn[], rows: AsyncIterable<readonly XlsxCell[]>) => {
  const count = { rows: 1 };
  const lines = async function* () {
    yield sheetStart(columns) + headingRow(columns);
    for await (const cells of rows) {
      count.rows += 1;
      if (count.rows > mostRows) throw new RangeError(`More than ${mostRows} rows.`);
      yield dataRow(count.rows, cells, columns);
    }
    yield sheetEnd(columns, count.rows);
  };
  return { count, stream: Readable.from(inBatches(lines()), { objectMode: false }) };
};

/**
 * Writes a workbook (XLSX, ECMA-376) of one sheet, a row at a time: typed cells, a heading that stays in
 * sight, and a filter on each column. Text is text: nothing in it becomes a formula.
 *
 * @throws what reading the rows throws, and RangeError beyond Excel's 1,048,576 rows; `out` is then broken
 * off, not ended as if it were whole.
 */
export const writeXlsx = async (
  { name, columns }: { name: string; columns: readonly XlsxColumn[] },
  rows: AsyncIterable<readonly XlsxCell[]>,
  out: Writable,
): Promise<void> => {
  const zip = new ZipStream({ level: 6 });
  const { count, stream } = sheetOf(columns, rows);
  const add = (path: string, source: Buffer | Readable) =>
    new Promise<void>((resolve, reject) => {
      zip.entry(source, { name: path }, (error) => (error ? reject(error) : resolve()));
    });
  const write = async () => {
    await add('[Content_Types].xml', Buffer.from(contentTypes));
    await add('_rels/.rels', Buffer.from(packageRelations));
    await add('xl/_rels/workbook.xml.rels', Buffer.from(workbookRelations));
    await add('xl/styles.xml', Buffer.from(styles));
    await add('xl/worksheets/sheet1.xml', stream);
    await add('xl/workbook.xml', Buffer.from(workbook(name, columns, count.rows)));
    zip.finish();
  };
  try {
    await Promise.all([
      pipeline(zip, out),
      write().catch((error: unknown) => {
        zip.destroy(error as Error);
        throw error;
      }),
    ]);
  } finally {
    stream.destroy();
  }
};
