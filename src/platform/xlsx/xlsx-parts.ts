import { markup, raw, type Markup } from '../markup.ts';
import { columnName, type XlsxColumn } from './xlsx-cells.ts';

/** The parts of a workbook with one sheet, besides its rows (ECMA-376, part 1, chapters 12 and 18). */
const head = raw('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n');
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const contentTypes =
  markup`${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`
    .markup;

const relations = (...targets: [kind: string, target: string][]): string =>
  markup`${head}<Relationships xmlns="${packaged}/relationships">${targets.map(
    ([kind, target], index) =>
      markup`<Relationship Id="rId${index + 1}" Type="${office}/${kind}" Target="${target}"/>`,
  )}</Relationships>`.markup;

export const packageRelations = relations(['officeDocument', 'xl/workbook.xml']);
export const workbookRelations = relations(
  ['worksheet', 'worksheets/sheet1.xml'],
  ['styles', 'styles.xml'],
);

/** The formats by number: usual, heading, day, and text that is never to be read as a formula. */
export const styles =
  markup`${head}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf quotePrefix="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
    .markup;

/** What may stand on a sheet's tab: 31 characters and none that a reference is written with. */
const tabName = (name: string): string => name.replace(/[[\]:*?/\\']/g, ' ').slice(0, 31);

const area = (columns: readonly XlsxColumn[], rows: number, mark = ''): string =>
  `${mark}A${mark}1:${mark}${columnName(columns.length - 1)}${mark}${rows}`;

/** @param rows the heading's among them. */
export const workbook = (name: string, columns: readonly XlsxColumn[], rows: number): string => {
  const tab = tabName(name);
  return markup`${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${tab}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'${tab}'!${area(columns, rows, '$')}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">'${tab}'!$1:$1</definedName></definedNames></workbook>`
    .markup;
};

const columnWidth = ({ width }: XlsxColumn, index: number): Markup =>
  markup`<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;

/** What stands before the rows: the first of them stays where it is when the sheet is scrolled. */
export const sheetStart = (columns: readonly XlsxColumn[]): string =>
  markup`${head}<worksheet xmlns="${main}"><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.map(columnWidth)}</cols><sheetData>`
    .markup;

/** What stands after them: each heading can be filtered by. */
export const sheetEnd = (columns: readonly XlsxColumn[], rows: number): string =>
  markup`</sheetData><autoFilter ref="${area(columns, rows)}"/><pageSetup paperSize="9" orientation="landscape"/></worksheet>`
    .markup;
