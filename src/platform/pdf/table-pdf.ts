import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { finishSheet } from './finish-sheet.ts';
import { openPdf, type PdfAbout } from './open-pdf.ts';

export interface TablePaper extends Omit<PdfAbout, 'layout' | 'margin'> {
  /** What stands under the title on the first sheet. */
  lead: string;
  /** `width` is a share of the sheet's, beside the others'. */
  columns: readonly { heading: string; width: number }[];
  /** How many rows there will be: the sheets are numbered before they are read. */
  rows: number;
  /** `Sida 1 av 3`, in words. */
  pageOf: (page: number, pages: number) => string;
}

const margin = 40;
const rowHeight = 16;
const padding = 3;
const size = 8.5;
const ink = '#1d2b36';
const quiet = '#4d5b66';
const line = '#c9c2b4';
const tint = '#f1ede4';
/** What the title and the lead take of the first sheet, and the numbers at the foot of each. */
const top = 58;
const foot = 20;

/** So many rows have room on the first sheet, and on each that follows; the heading takes one of them. */
const roomOn = (height: number) => ({
  first: Math.floor((height - 2 * margin - top - foot) / rowHeight) - 1,
  next: Math.floor((height - 2 * margin - foot) / rowHeight) - 1,
});

const pagesFor = (rows: number, { first, next }: ReturnType<typeof roomOn>): number =>
  1 + Math.max(0, Math.ceil((rows - first) / next));

/**
 * Writes a table as a tagged PDF on lying sheets, a row at a time, holding no more than a sheet: the heading stands on every sheet, and
 * each says which it is of how many. A cell has one line; what has no room ends in … and is told whole in
 * the structure.
 *
 * @throws what reading the rows throws; `out` is then broken off, not ended as if it were whole.
 */
export const writeTablePdf = async (
  paper: TablePaper,
  rows: AsyncIterable<readonly string[]>,
  out: Writable,
): Promise<void> => {
  const { title, lead, columns, pageOf } = paper;
  const { pdf, root } = await openPdf({ ...paper, layout: 'landscape', margin });
  const { width, height } = pdf.page;
  const room = roomOn(height);
  const pages = pagesFor(paper.rows, room);
  const whole = columns.reduce((sum, column) => sum + column.width, 0);
  const widths = columns.map((column) => (column.width / whole) * (width - 2 * margin));
  const lefts = widths.map((_, index) => widths.slice(0, index).reduce((a, b) => a + b, margin));
  let page = 1;
  let y = margin + top;

  const artifact = (draw: () => void): void => {
    pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    pdf.endMarkedContent();
  };
  const oneLine = (text: string, x: number, at: number, room: number): void => {
    pdf.text(text, x, at, { width: room, height: size, lineBreak: false, ellipsis: true });
  };
  const cell = (tag: 'TH' | 'TD', text: string, index: number, at: number) => {
    const [x = 0, room = 0] = [lefts[index], widths[index]];
    const isWhole = pdf.widthOfString(text) <= room - 2 * padding;
    const options = {
      ...(tag === 'TH' && { scope: 'Column' }),
      ...(isWhole ? {} : { actual: text }),
    };
    return pdf.struct(tag, options, () => {
      if (isWhole) pdf.text(text, x + padding, at + padding, { lineBreak: false });
      else oneLine(text, x + padding, at + padding, room - 2 * padding);
    });
  };
  const heading = (draw: (text: string, index: number) => void): void => {
    artifact(() => pdf.rect(margin, y, width - 2 * margin, rowHeight).fill(tint));
    for (const [index, column] of columns.entries()) draw(column.heading, index);
    y += rowHeight;
  };
  const number = (): void =>
    artifact(() => {
      pdf.font('regular', size).fillColor(quiet);
      oneLine(pageOf(page, pages), margin, height - margin - size, width - 2 * margin);
    });
  const nextPage = (): void => {
    pdf.addPage();
    page += 1;
    y = margin;
    number();
    // Told once in the structure, seen on every sheet.
    heading((text, index) =>
      artifact(() => {
        pdf.font('bold', size).fillColor(ink);
        oneLine(
          text,
          (lefts[index] ?? 0) + padding,
          y + padding,
          (widths[index] ?? 0) - 2 * padding,
        );
      }),
    );
  };

  const sent = finished(pdf.pipe(out));
  // Whoever leaves in the middle is no fault that nobody handles.
  sent.catch(() => undefined);
  /** Whoever reads slowly is waited for, whoever has left is not written to, others get their turn. */
  const letRead = async (): Promise<void> => {
    if (out.destroyed) await sent;
    await (out.writableNeedDrain ? Promise.race([once(out, 'drain'), sent]) : setImmediate());
  };
  root.add(
    pdf.struct('H1', {}, () => pdf.font('bold', 18).fillColor(ink).text(title, margin, margin)),
  );
  root.add(
    pdf.struct('P', {}, () => {
      pdf.font('regular', 10).fillColor(quiet);
      pdf.text(lead, { width: width - 2 * margin, height: 24, ellipsis: true });
    }),
  );
  number();
  const table = pdf.struct('Table');
  root.add(table);
  const part = (tag: 'THead' | 'TBody') => {
    const element = pdf.struct(tag);
    table.add(element);
    return element;
  };
  const head = part('THead');
  const headRow = pdf.struct('TR');
  head.add(headRow);
  heading((text, index) => {
    pdf.font('bold', size).fillColor(ink);
    headRow.add(cell('TH', text, index, y));
  });
  head.end();
  let body = part('TBody');
  for await (const cells of rows) {
    if (y + rowHeight > height - margin - foot) {
      body.end();
      finishSheet(pdf);
      await letRead();
      nextPage();
      body = part('TBody');
    }
    const row = pdf.struct('TR');
    body.add(row);
    pdf.font('regular', size).fillColor(ink);
    for (const [index] of columns.entries()) row.add(cell('TD', cells[index] ?? '', index, y));
    row.end();
    y += rowHeight;
    artifact(() =>
      pdf
        .moveTo(margin, y)
        .lineTo(width - margin, y)
        .lineWidth(0.5)
        .stroke(line),
    );
  }
  table.end();
  root.end();
  pdf.end();
  await sent;
};
