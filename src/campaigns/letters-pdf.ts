import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { qrPath } from './qr-path.ts';

/** One person's letter. */
export interface Letter {
  /** Stands in the envelope's window: name, unit. */
  addressee: string[];
  login: string | null;
}

/** What all of them say, in the words of their language. */
export interface LetterWords {
  language: string;
  sender: string;
  date: string;
  title: string;
  lead: string;
  steps: string[];
  loginLabel: string;
  /** Where to go, as a person types it, and as the QR code has it. */
  addressLabel: string;
  address: string;
  url: string;
  qrAlt: string;
  warning: string;
  help: string;
  english: string;
}

const fonts = {
  regular: fileURLToPath(import.meta.resolve('roboto-fontface/fonts/roboto/Roboto-Regular.woff')),
  bold: fileURLToPath(import.meta.resolve('roboto-fontface/fonts/roboto/Roboto-Bold.woff')),
};

const mm = (length: number): number => (length * 72) / 25.4;

/** How a text is set; lengths in points, `y` from the top of the sheet or below what stands before. */
interface Style {
  size?: number;
  bold?: true;
  x?: number;
  y?: number;
  wide?: number;
  gap?: number;
}

/** Where the window of a Swedish envelope is, to the right, whether the sheet is folded to C5 or to DL. */
const window = { x: mm(113), y: mm(48), width: mm(80) };
const left = mm(25);
const width = mm(160);
const bodyY = mm(105);
const qrSide = mm(38);
const black = '#000000';

/** The claim to PDF/UA, which pdfkit takes and its types do not name. */
const pdfUa: object = { subset: 'PDF/UA' };

/**
 * Letters to print, one sheet of A4 each, black on white: a tagged PDF as PDF/UA-1 (ISO 14289-1) asks.
 * Written a sheet at a time, so that others are served meanwhile.
 *
 * @returns the document, which has ended when all letters are written.
 */
export const lettersPdf = async (
  letters: readonly Letter[],
  words: LetterWords,
): Promise<PDFKit.PDFDocument> => {
  // Much memory that only the first one needs.
  const { default: PDFDocument } = await import('pdfkit');
  const pdf = new PDFDocument({
    size: 'A4',
    margin: left,
    autoFirstPage: false,
    pdfVersion: '1.7',
    ...pdfUa,
    tagged: true,
    lang: words.language,
    displayTitle: true,
    font: fonts.regular,
    info: { Title: words.title, Author: words.sender },
  });
  pdf.registerFont('bold', fonts.bold).registerFont('regular', fonts.regular);
  const { path, modules } = qrPath(words.url);
  const sheet = pdf.struct('Document');
  pdf.addStructure(sheet);

  const element = (tag: string, text: string, style: Style = {}) => {
    const { size = 12, bold, x = left, y, wide = width, gap = mm(3) } = style;
    sheet.add(
      pdf.struct(tag, {}, () => {
        pdf
          .font(bold ? 'bold' : 'regular', size)
          .fillColor(black)
          .text(text, x, y ?? pdf.y, { width: wide });
        pdf.y += gap;
      }),
    );
  };

  const figure = (x: number, y: number) =>
    sheet.add(
      pdf.struct('Figure', { alt: words.qrAlt }, () => {
        pdf
          .save()
          .translate(x, y)
          .scale(qrSide / modules)
          .path(path)
          .fill(black)
          .restore();
      }),
    );

  const write = ({ addressee, login }: Letter): void => {
    pdf.addPage();
    element('P', words.sender, { size: 11, y: mm(20), wide: mm(80) });
    element('P', words.date, { size: 11, x: window.x, y: mm(20), wide: window.width });
    addressee.forEach((line, index) =>
      element('P', line, {
        x: window.x,
        wide: window.width,
        gap: 0,
        ...(index === 0 && { y: window.y }),
      }),
    );
    element('H1', words.title, { size: 20, bold: true, y: bodyY });
    element('P', words.lead);
    sheet.add(
      pdf.struct(
        'L',
        {},
        words.steps.map((step, index) =>
          pdf.struct('LI', {}, [
            pdf.struct('LBody', {}, () => {
              pdf.font('regular', 12).text(`${index + 1}. ${step}`, left + mm(5), pdf.y, {
                width: width - mm(5),
              });
              pdf.y += mm(1.5);
            }),
          ]),
        ),
      ),
    );
    pdf.y += mm(2);
    if (login) element('P', `${words.loginLabel} ${login}`, { bold: true });
    const top = pdf.y + mm(2);
    figure(left, top);
    const beside = left + qrSide + mm(8);
    const wide = width - qrSide - mm(8);
    element('P', words.addressLabel, { x: beside, y: top + mm(8), wide, gap: mm(1) });
    element('P', words.address, { x: beside, wide, size: 15, bold: true });
    element('P', words.warning, { y: top + qrSide + mm(6) });
    element('P', words.help);
    element('P', words.english, { size: 11 });
  };

  const writeAll = async (): Promise<void> => {
    for (const letter of letters) {
      write(letter);
      await turn();
    }
    sheet.end();
    pdf.end();
  };
  void writeAll().catch((error: unknown) => pdf.destroy(error as Error));
  return pdf;
};
