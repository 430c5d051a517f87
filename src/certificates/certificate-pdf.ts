import { fileURLToPath } from 'node:url';
import type { Language } from '../platform/i18n.ts';

/** What the paper says, in the words of its language. Every line comes whole. */
export interface CertificatePaper {
  language: Language;
  title: string;
  /** The organisation and its portal. */
  issuer: string;
  lead: string;
  name: string;
  facts: [label: string, value: string][];
  modulesTitle: string;
  modules: string[];
  verify: string;
  address: string;
}

const fonts = {
  regular: fileURLToPath(import.meta.resolve('roboto-fontface/fonts/roboto/Roboto-Regular.woff')),
  bold: fileURLToPath(import.meta.resolve('roboto-fontface/fonts/roboto/Roboto-Bold.woff')),
};

const ink = '#1d2b36';
const quiet = '#4d5b66';
const rule = '#e0a526';

/** The claim to PDF/UA, which pdfkit takes and its types do not name. */
const pdfUa: object = { subset: 'PDF/UA' };

interface Style {
  size: number;
  bold?: true;
  color?: string;
  /** Lines left empty before and after. */
  above?: number;
  gap?: number;
}

/**
 * The certificate as a tagged PDF, one sheet of A4 or more: PDF/UA-1 (ISO 14289-1) asks for a
 * language, a title that is shown, structure around all text, fonts within, and the claim itself.
 */
export const certificatePdf = async (
  paper: CertificatePaper,
  madeAt: Date,
): Promise<PDFKit.PDFDocument> => {
  // 34 MB of memory that only the first certificate needs.
  const { default: PDFDocument } = await import('pdfkit');
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 64,
    pdfVersion: '1.7',
    ...pdfUa,
    tagged: true,
    lang: paper.language,
    displayTitle: true,
    font: fonts.regular,
    info: { Title: paper.title, Author: paper.issuer, CreationDate: madeAt, ModDate: madeAt },
  });
  pdf.registerFont('bold', fonts.bold).registerFont('regular', fonts.regular);

  const write =
    (text: string, { size, bold, color = ink, above = 0, gap = 0.4 }: Style) =>
    () => {
      pdf
        .font(bold ? 'bold' : 'regular', size)
        .moveDown(above)
        .fillColor(color)
        .text(text)
        .moveDown(gap);
    };
  const element = (tag: string, text: string, style: Style) =>
    pdf.struct(tag, {}, write(text, style));
  const bullet = (text: string) =>
    pdf.struct('LI', {}, [pdf.struct('LBody', {}, write(text, { size: 12 }))]);

  const sheet = pdf.struct('Document');
  pdf.addStructure(sheet);
  sheet.add(element('P', paper.issuer, { size: 12, color: quiet, gap: 3 }));
  sheet.add(element('H1', paper.title, { size: 30, bold: true, gap: 0.6 }));
  pdf.markContent('Artifact', { type: 'Layout' });
  pdf.rect(pdf.page.margins.left, pdf.y, 72, 4).fill(rule).endMarkedContent();
  pdf.moveDown(1);
  sheet.add(element('P', paper.lead, { size: 13 }));
  sheet.add(element('P', paper.name, { size: 22, bold: true, gap: 0.8 }));
  for (const [label, value] of paper.facts)
    sheet.add(element('P', `${label}: ${value}`, { size: 12 }));
  sheet.add(element('H2', paper.modulesTitle, { size: 15, bold: true, above: 1 }));
  sheet.add(pdf.struct('L', {}, paper.modules.map(bullet)));
  sheet.add(element('P', paper.verify, { size: 11, color: quiet, above: 2, gap: 0.2 }));
  sheet.add(element('P', paper.address, { size: 11 }));
  sheet.end();
  pdf.end();
  return pdf;
};
