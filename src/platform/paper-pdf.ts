import { openPdf, type PdfAbout } from './pdf/open-pdf.ts';

const ink = '#1d2b36';
export const quietInk = '#4d5b66';
const rule = '#e0a526';

interface PaperStyle {
  size: number;
  bold?: true;
  color?: string;
  /** Lines left empty before and after. */
  above?: number;
  gap?: number;
  /** Points between two signs, for what is to be read sign by sign. */
  spacing?: number;
}

/** A paper to print, one sheet of A4 or more. */
export const openPaper = async (about: PdfAbout) => {
  const { pdf, root: sheet } = await openPdf(about);

  const write =
    (text: string, { size, bold, color = ink, above = 0, gap = 0.4, spacing = 0 }: PaperStyle) =>
    () => {
      pdf
        .font(bold ? 'bold' : 'regular', size)
        .moveDown(above)
        .fillColor(color)
        .text(text, { characterSpacing: spacing })
        .moveDown(gap);
    };

  return {
    /** A heading or paragraph, by its structure type. */
    add: (tag: 'H1' | 'H2' | 'P', text: string, style: PaperStyle): void => {
      sheet.add(pdf.struct(tag, {}, write(text, style)));
    },
    addList: (items: string[], style: PaperStyle): void => {
      const bullet = (text: string) =>
        pdf.struct('LI', {}, [pdf.struct('LBody', {}, write(text, style))]);
      sheet.add(pdf.struct('L', {}, items.map(bullet)));
    },
    /** A short stroke under the heading, of no meaning. */
    addRule: (): void => {
      pdf.markContent('Artifact', { type: 'Layout' });
      pdf.rect(pdf.page.margins.left, pdf.y, 72, 4).fill(rule).endMarkedContent();
      pdf.moveDown(1);
    },
    /** Ends it; the stream that it is. */
    end: (): PDFKit.PDFDocument => {
      sheet.end();
      pdf.end();
      return pdf;
    },
  };
};
