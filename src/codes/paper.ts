import type { Translate, Language } from '../platform/i18n.ts';
import { openPaper, quietInk } from '../platform/paper-pdf.ts';
import type { Employee } from './codes-parts.ts';

/** Who gives the paper, and where the portal is found. */
export interface Letterhead {
  organisation: { name: string; product: string; supportPhone: string };
  origin: string;
}

/** What is written on a paper that a person takes home. */
export interface CodePaper {
  kind: 'code' | 'sheet';
  person: Pick<Employee, 'givenName' | 'familyName'>;
  codes: string[];
  /** When it ends; null for a code that waits for approval. */
  until: Date | null;
}

interface Words {
  language: Language;
  t: Translate;
  formatDate: (date: Date) => string;
  formatTime: (date: Date) => string;
}

/** The paper as a tagged PDF; the codes in large type, sign by sign. */
export const codePaperPdf = async (
  { kind, person, codes, until }: CodePaper,
  { organisation, origin }: Letterhead,
  { language, t, formatDate, formatTime }: Words,
): Promise<PDFKit.PDFDocument> => {
  const title = t(`codes.paper.${kind}.title`);
  const author = `${organisation.name}, ${organisation.product}`;
  const paper = await openPaper({ language, title, author, madeAt: new Date() });
  paper.add('P', author, { size: 12, color: quietInk, gap: 3 });
  paper.add('H1', title, { size: 30, bold: true, gap: 0.6 });
  paper.addRule();
  paper.add('P', `${person.givenName} ${person.familyName}`, { size: 16, bold: true, gap: 0.8 });
  const size = codes.length > 1 ? 16 : 24;
  codes.forEach((code, index) => {
    const written = codes.length > 1 ? `${index + 1}.  ${code}` : code;
    paper.add('P', written, { size, bold: true, gap: 0.6, spacing: 1 });
  });
  if (until) {
    const date = formatDate(until);
    const at = kind === 'sheet' ? date : t('codes.when', { date, time: formatTime(until) });
    paper.add('P', t(`codes.paper.${kind}.until`, { at }), { size: 12 });
  }
  paper.add('H2', t('codes.paper.how'), { size: 15, bold: true, above: 1 });
  const address = `${new URL(origin).host}/utan-bankid`;
  paper.addList(
    [1, 2, 3].map((n) => `${n}. ${t(`codes.paper.${kind}.step${n}`, { address })}`),
    { size: 12 },
  );
  paper.add('P', t('codes.paper.secret'), { size: 12, above: 1 });
  const { supportPhone: phone } = organisation;
  paper.add('P', t('codes.paper.lost', { phone }), { size: 12, color: quietInk });
  return paper.end();
};
