import { readFile } from 'node:fs/promises';
import type { Language } from '../i18n.ts';
import { unpackWoff } from './unpack-woff.ts';

const readFont = async (name: string): Promise<Buffer> =>
  unpackWoff(
    await readFile(new URL(import.meta.resolve(`roboto-fontface/fonts/roboto/${name}.woff`))),
  );

let read: Promise<Buffer[]> | undefined;

/** The fonts, read when the first paper is written. */
const fonts = (): Promise<Buffer[]> =>
  (read ??= Promise.all(['Roboto-Regular', 'Roboto-Bold'].map(readFont)));

/** The claim to PDF/UA, which pdfkit takes and its types do not name. */
const pdfUa: object = { subset: 'PDF/UA' };

/**
 * The one to begin with would be opened anew for every text: a font that is known by its own name is not
 * found by the name it is registered under. Types take no null.
 */
const noFont: object = { font: null };

export interface PdfAbout {
  language: Language;
  title: string;
  author: string;
  madeAt: Date;
  layout?: 'portrait' | 'landscape';
  /** In points. */
  margin?: number;
}

/**
 * A tagged PDF on sheets of A4: PDF/UA-1 (ISO 14289-1) asks for a language, a title that is shown, structure
 * around all text, fonts within, and the claim itself. All structure is added to `root`.
 */
export const openPdf = async (about: PdfAbout) => {
  const { language, title, author, madeAt, layout = 'portrait', margin = 64 } = about;
  // 34 MB of memory that only the first paper needs.
  const [{ default: PDFDocument }, [regular, bold]] = await Promise.all([
    import('pdfkit'),
    fonts(),
  ]);
  const pdf = new PDFDocument({
    size: 'A4',
    layout,
    margin,
    pdfVersion: '1.7',
    ...pdfUa,
    tagged: true,
    lang: language,
    displayTitle: true,
    ...noFont,
    info: { Title: title, Author: author, CreationDate: madeAt, ModDate: madeAt },
  });
  pdf.registerFont('bold', bold).registerFont('regular', regular);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  return { pdf, root };
};

export type OpenPdf = Awaited<ReturnType<typeof openPdf>>;
