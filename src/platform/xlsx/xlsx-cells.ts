import { markup, raw, type Markup } from '../markup.ts';
import { daysBetween } from '../swedish-day.ts';

/** What the cells of a column hold; a `day` is given as 2026-11-24 and becomes a date. */
export interface XlsxColumn {
  heading: string;
  kind: 'text' | 'number' | 'day';
  /** In characters. */
  width: number;
}

export type XlsxCell = string | number | null;

/** Numbers of the formats in styles.xml; see xlsx-parts.ts. */
export const styleNumbers = { heading: 1, day: 2, quoted: 3 } as const;

/** The longest text that a cell of Excel holds. */
const longestText = 32_767;

/** What XML 1.0 cannot hold at all, a half of a pair of surrogates among it. */
const unwritable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Text that would become a formula if somebody went into the cell and pressed Enter (OWASP, CSV injection). */
const likeFormula = /^[=+\-@\t]/;

/** A, B … Z, AA: the name of a column, the first being 0. */
export const columnName = (index: number): string =>
  (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') +
  String.fromCharCode(65 + (index % 26));

const textCell = (at: string, text: string, style?: number): Markup => {
  const lines = text.replace(unwritable, '').replace(/\r\n?/g, '\n');
  const shown = lines.slice(0, longestText).toWellFormed();
  const s = style ?? (likeFormula.test(shown) ? styleNumbers.quoted : 0);
  return markup`<c r="${at}" s="${s}" t="inlineStr"><is><t xml:space="preserve">${shown}</t></is></c>`;
};

/** Excel counts the days from 30 December 1899. */
const serialOf = (day: string): number => daysBetween('1899-12-30', day);

const cell = (value: XlsxCell, at: string, kind: XlsxColumn['kind']): Markup => {
  if (value === null || value === '') return raw('');
  if (typeof value === 'number') return markup`<c r="${at}"><v>${value}</v></c>`;
  if (kind === 'day')
    return markup`<c r="${at}" s="${styleNumbers.day}"><v>${serialOf(value)}</v></c>`;
  return textCell(at, value);
};

const row = (number: number, cells: readonly Markup[]): string =>
  markup`<row r="${number}">${cells}</row>`.markup;

/** The first row, in bold. */
export const headingRow = (columns: readonly XlsxColumn[]): string =>
  row(
    1,
    columns.map(({ heading }, index) =>
      textCell(`${columnName(index)}1`, heading, styleNumbers.heading),
    ),
  );

/** A row of typed cells; what is null is left empty. */
export const dataRow = (
  number: number,
  cells: readonly XlsxCell[],
  columns: readonly XlsxColumn[],
): string =>
  row(
    number,
    columns.map(({ kind }, index) =>
      cell(cells[index] ?? null, `${columnName(index)}${number}`, kind),
    ),
  );
