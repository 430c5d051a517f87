import type { OpenPdf } from './open-pdf.ts';

/** Where something stands: from the left, and how wide; from the top it follows what was before it. */
interface Place {
  x: number;
  width: number;
}

interface TextStyle extends Place {
  size: number;
  isBold?: boolean;
  isQuiet?: boolean;
  /** Points left empty after it. */
  gap?: number;
}

const ink = '#1d2b36';
const quiet = '#4d5b66';
const line = '#c9c2b4';
const tint = '#f1ede4';
const accent = '#0f5564';
const rowHeight = 14;
/** What pdfkit takes and its types do not name. */
const headsColumn: object = { scope: 'Column' };
const padding = 3;

/** What a sheet of figures is made of, set out from the top and tagged in the order in which it comes. */
export const createSheet = (pdf: OpenPdf['pdf'], root: OpenPdf['root']) => {
  const { left, right } = pdf.page.margins;
  const at = { y: pdf.page.margins.top };

  const artifact = (draw: () => void): void => {
    pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    pdf.endMarkedContent();
  };
  const oneLine = (text: string, place: Place & { y: number }, align: 'left' | 'right' = 'left') =>
    pdf.text(text, place.x, place.y, {
      ...{ width: place.width, align, height: 10, ellipsis: true, lineBreak: false },
    });

  const cell = (
    { tag, text, isFirst }: { tag: 'TH' | 'TD'; text: string; isFirst: boolean },
    place: Place & { y: number },
  ) =>
    pdf.struct(tag, tag === 'TH' ? headsColumn : {}, () => {
      pdf.font(tag === 'TH' ? 'bold' : 'regular', 8.5).fillColor(ink);
      oneLine(
        text,
        { x: place.x + padding, y: place.y + padding, width: place.width - 2 * padding },
        isFirst ? 'left' : 'right',
      );
    });

  return {
    left,
    width: pdf.page.width - left - right,
    get y() {
      return at.y;
    },
    moveTo: (y: number): void => {
      at.y = y;
    },

    text: (tag: 'H1' | 'H2' | 'P', text: string, style: TextStyle): void => {
      const { x, width, size, isBold = false, isQuiet = false, gap = 4 } = style;
      root.add(
        pdf.struct(tag, {}, () => {
          pdf.font(isBold ? 'bold' : 'regular', size).fillColor(isQuiet ? quiet : ink);
          pdf.text(text, x, at.y, { width });
        }),
      );
      at.y = pdf.y + gap;
    },

    /** Figures side by side, each in a box with its name and a note. */
    tiles: (
      tiles: readonly { label: string; figure: string; note: string }[],
      { x, width }: Place,
    ): void => {
      const gap = 8;
      const each = (width - gap * (tiles.length - 1)) / tiles.length;
      const height = 74;
      for (const [index, { label, figure, note }] of tiles.entries()) {
        const from = x + index * (each + gap);
        const inside = { width: each - 16 };
        artifact(() => pdf.roundedRect(from, at.y, each, height, 6).lineWidth(0.75).stroke(line));
        root.add(
          pdf.struct('P', {}, () => {
            pdf
              .font('regular', 8.5)
              .fillColor(quiet)
              .text(label, from + 8, at.y + 8, inside);
            pdf
              .font('bold', 20)
              .fillColor(ink)
              .text(figure, from + 8, at.y + 20, inside);
            pdf
              .font('regular', 8)
              .fillColor(quiet)
              .text(note, from + 8, at.y + 46, inside);
          }),
        );
      }
      at.y += height + 18;
    },

    /** A share over time, from 0 to 100 per cent; `alternative` says it in words. */
    curve: (
      points: readonly { share: number }[],
      alternative: string,
      { x, width, height }: Place & { height: number },
    ): void => {
      const top = at.y;
      const place = (index: number, share: number): [number, number] => [
        x + (points.length > 1 ? (index / (points.length - 1)) * width : width / 2),
        top + height - (share / 100) * height,
      ];
      const draw = () => {
        pdf.font('regular', 8).fillColor(quiet);
        for (const share of [0, 50, 100]) {
          const [, y] = place(0, share);
          pdf
            .moveTo(x, y)
            .lineTo(x + width, y)
            .lineWidth(0.5)
            .stroke(line);
          if (share > 0) oneLine(`${share} %`, { x, y: y - 10, width: 40 });
        }
        for (const [index, { share }] of points.entries()) {
          const [px, py] = place(index, share);
          if (index === 0) pdf.moveTo(px, py);
          else pdf.lineTo(px, py);
        }
        if (points.length > 1) pdf.lineWidth(2).stroke(accent);
        const last = points.at(-1);
        if (!last) return;
        const [px, py] = place(points.length - 1, last.share);
        pdf.circle(px, py, 3).fill(accent);
        pdf.font('bold', 9).fillColor(ink);
        oneLine(
          `${last.share} %`,
          { x: px - 44, y: py + (last.share > 80 ? 6 : -14), width: 44 },
          'right',
        );
      };
      root.add(pdf.struct('Figure', { alt: alternative }, draw));
      at.y = top + height + 8;
    },

    /** A small table; what is not in the first column stands to the right. */
    table: (
      { headings, rows }: { headings: readonly string[]; rows: readonly (readonly string[])[] },
      shares: readonly number[],
      { x, width }: Place,
    ): void => {
      const whole = shares.reduce((sum, share) => sum + share, 0);
      const table = pdf.struct('Table');
      root.add(table);
      for (const [index, cells] of [headings, ...rows].entries()) {
        const tag = index === 0 ? 'TH' : 'TD';
        const row = pdf.struct('TR');
        if (tag === 'TH') artifact(() => pdf.rect(x, at.y, width, rowHeight).fill(tint));
        table.add(row);
        let from = x;
        for (const [column, text] of cells.entries()) {
          const room = ((shares[column] ?? 0) / whole) * width;
          row.add(cell({ tag, text, isFirst: column === 0 }, { x: from, y: at.y, width: room }));
          from += room;
        }
        row.end();
        at.y += rowHeight;
        artifact(() =>
          pdf
            .moveTo(x, at.y)
            .lineTo(x + width, at.y)
            .lineWidth(0.5)
            .stroke(line),
        );
      }
      table.end();
      at.y += 4;
    },
  };
};
