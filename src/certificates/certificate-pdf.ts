import type { Language } from '../platform/i18n.ts';
import { openPaper, quietInk } from '../platform/paper-pdf.ts';

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

/** The certificate as a tagged PDF. */
export const certificatePdf = async (
  paper: CertificatePaper,
  madeAt: Date,
): Promise<PDFKit.PDFDocument> => {
  const { language, title, issuer: author } = paper;
  const sheet = await openPaper({ language, title, author, madeAt });
  sheet.add('P', paper.issuer, { size: 12, color: quietInk, gap: 3 });
  sheet.add('H1', paper.title, { size: 30, bold: true, gap: 0.6 });
  sheet.addRule();
  sheet.add('P', paper.lead, { size: 13 });
  sheet.add('P', paper.name, { size: 22, bold: true, gap: 0.8 });
  for (const [label, value] of paper.facts) sheet.add('P', `${label}: ${value}`, { size: 12 });
  sheet.add('H2', paper.modulesTitle, { size: 15, bold: true, above: 1 });
  sheet.addList(paper.modules, { size: 12 });
  sheet.add('P', paper.verify, { size: 11, color: quietInk, above: 2, gap: 0.2 });
  sheet.add('P', paper.address, { size: 11 });
  return sheet.end();
};
