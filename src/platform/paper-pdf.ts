import { fileURLToPath } from 'node:url';
import type { Language } from './i18n.ts';

const fonts = {
  regular: fileURLToPath(import.meta.resolve('roboto-fontface/fonts/roboto/Roboto-Regular.woff')),
  bold: fileURLToPath(import.meta.resolve('roboto-fontface/fonts/roboto/Roboto-Bold.woff')),
};

const ink = '#1d2b36';
export const quietInk = '#4d5b66';
const rule = '#e0a526';

/** The claim to PDF/UA, which pdfkit takes and its types do not name. */
const pdfUa: object = { subset: 'PDF/UA' };

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

interface PaperAbout {
  language: Language;
  title: string;
  author: string;
  madeAt: Date;
}

/**
 * A paper to print as a tagged PDF, one sheet of A4 or more: PDF/UA-1 (ISO 14289-1) asks for a language, a
 * title that is shown, structure around all text, fonts within, and the claim itself.
 */
export const openPaper = async ({ language, title, author, madeAt }: PaperAbout) => {
  // 34 MB of memory that only the first paper needs.
  const { default: PDFDocument } = await import('pdfkit');
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 64,
    pdfVersion: '1.7',
    ...pdfUa,
    tagged: true,
    lang: language,
    displayTitle: true,
    font: fonts.regular,
    info: { Title: title, Author: author, CreationDate: madeAt, ModDate: madeAt },
  });
  pdf.registerFont('bold', fonts.bold).registerFont('regular', fonts.regular);
  const sheet = pdf.struct('Document');
  pdf.addStructure(sheet);

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
