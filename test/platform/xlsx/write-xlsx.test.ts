import { PassThrough, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  writeXlsx,
  type XlsxCell,
  type XlsxColumn,
} from '../../../src/platform/xlsx/write-xlsx.ts';
import { columnName, dataRow, styleNumbers } from '../../../src/platform/xlsx/xlsx-cells.ts';
import { styles } from '../../../src/platform/xlsx/xlsx-parts.ts';
import { readWorkbook } from '../../support/read-xlsx.ts';

const columns: XlsxColumn[] = [
  { heading: 'Namn', kind: 'text', width: 20 },
  { heading: 'Moduler', kind: 'number', width: 10 },
  { heading: 'Klar', kind: 'day', width: 12 },
];

const stream = async function* (rows: XlsxCell[][]) {
  for (const row of rows) yield await Promise.resolve(row);
};

const written = async (rows: XlsxCell[][], name = 'Uppföljning') => {
  const out = new PassThrough();
  const [bytes] = await Promise.all([buffer(out), writeXlsx({ name, columns }, stream(rows), out)]);
  return readWorkbook(bytes);
};

/** XML has no signs below the space but three, and reads each end of a line as one sign. */
const keptOf = (text: string) =>
  text.replace(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, '').replace(/\r\n?/g, '\n');

describe('a workbook', () => {
  it('has text as text, numbers as numbers, days as dates, and empty cells', async () => {
    const { rows, name } = await written([
      ['Åström, Anna', 8, '2026-11-24'],
      ['Öberg, Bo', 0, null],
      ['', null, '2024-02-29'],
    ]);
    expect(name).toBe('Uppföljning');
    expect(rows).toEqual([
      ['Namn', 'Moduler', 'Klar'],
      ['Åström, Anna', 8, 'date 2026-11-24'],
      ['Öberg, Bo', 0, null],
      [null, null, 'date 2024-02-29'],
    ]);
  });

  it('keeps its heading in sight and can be filtered by every column', async () => {
    const { frozenRows, filteredRange } = await written([
      ['a', 1, null],
      ['b', 2, null],
    ]);
    expect(frozenRows).toBe(1);
    expect(filteredRange).toBe('A1:C3');
  });

  it('of nobody has its heading alone', async () => {
    const { rows, filteredRange } = await written([]);
    expect(rows).toEqual([['Namn', 'Moduler', 'Klar']]);
    expect(filteredRange).toBe('A1:C1');
  });

  it.each(['=HYPERLINK("//ont")', '+46', '-2+3', '@SUM(A1)', '\tflik'])(
    'holds %j as text that stays text',
    async (text) => {
      expect((await written([[text, 1, null]])).rows[1]?.[0]).toBe(text);
      // Also when somebody goes into the cell and leaves it with Enter.
      const formats = [...styles.matchAll(/<xf[ /][^>]*>/g)].slice(1);
      expect(formats[styleNumbers.quoted]?.[0]).toContain('quotePrefix="1"');
      expect(dataRow(2, [text], columns)).toContain(`<c r="A2" s="${styleNumbers.quoted}"`);
    },
  );

  it('names its columns as Excel does', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
    ]);
  });

  it('takes a name that a tab may not have', async () => {
    const { name } = await written([], "Vård/omsorg [norr]: 'allt' och mycket mer än så");
    expect(name).toBe('Vård omsorg  norr    allt  och ');
  });

  it('gives back any text that XML can hold, and loses only what it cannot', async () => {
    const texts = fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        const { rows } = await written(given.map((text) => [text, 1, null]));
        const read = rows.slice(1).map(([text]) => (text ?? '') as string);
        expect(read).toEqual(given.map(keptOf));
      }),
      { numRuns: 40 },
    );
  });

  it('is read a row at a time while it is sent', async () => {
    let asked = 0;
    const rows = async function* () {
      for (let n = 0; n < 60_000; n += 1) {
        asked = n;
        yield await Promise.resolve([`person ${n} ${Math.random()}`, n, '2026-11-24']);
      }
    };
    const unread = new Writable({ highWaterMark: 1, write: () => undefined });
    void writeXlsx({ name: 'x', columns }, rows(), unread).catch(() => undefined);
    await expect.poll(() => asked).toBeGreaterThan(100);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(asked).toBeLessThan(30_000);
    unread.destroy();
  });

  it('is broken off, not ended as if it were whole, when its rows cannot be read', async () => {
    const rows = async function* () {
      yield await Promise.resolve(['a', 1, null]);
      throw new Error('no store');
    };
    const out = new PassThrough();
    const ends = Promise.allSettled([buffer(out), writeXlsx({ name: 'x', columns }, rows(), out)]);
    const states = (await ends).map(({ status }) => status);
    expect(states).toEqual(['rejected', 'rejected']);
  });

  it('lets go of its rows when nobody reads it any longer', async () => {
    let isClosed = false;
    const out = new PassThrough();
    out.resume();
    const rows = async function* () {
      try {
        for (let n = 0; ; n += 1) {
          if (n === 5000) out.destroy();
          yield await Promise.resolve([`${Math.random()}`, n, null]);
        }
      } finally {
        isClosed = true;
      }
    };
    await expect(writeXlsx({ name: 'x', columns }, rows(), out)).rejects.toThrow();
    await expect.poll(() => isClosed).toBe(true);
  });
});
