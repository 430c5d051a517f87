import type { Language, Translate } from '../platform/i18n.ts';
import { openPdf } from '../platform/pdf/open-pdf.ts';
import { createSheet } from '../platform/pdf/sheet-pdf.ts';
import type { LeadershipView } from './leadership-view.ts';

/** The most units that have room on the one sheet; the best and the worst of more than these. */
const mostUnits = 12;

/** The report as one sheet of A4, tagged. */
export const leadershipPdf = async (
  view: LeadershipView,
  {
    t,
    language,
    author,
    madeAt,
  }: { t: Translate; language: Language; author: string; madeAt: Date },
): Promise<PDFKit.PDFDocument> => {
  const title = `${t('reports.leadership.title')}: ${view.name}`;
  const { pdf, root } = await openPdf({ language, title, author, madeAt, margin: 48 });
  const sheet = createSheet(pdf, root);
  const { units, checks, phishing } = view.tables;
  const wide = sheet.width;
  const left = { x: sheet.left, width: wide * 0.46 };
  const right = { x: sheet.left + wide * 0.5, width: wide * 0.5 };
  const whole = { x: sheet.left, width: wide };

  sheet.text('P', author, { ...whole, size: 9, isQuiet: true });
  sheet.text('H1', title, { ...whole, size: 19, isBold: true });
  sheet.text('P', view.asOf, { ...whole, size: 10, isQuiet: true, gap: 10 });
  sheet.tiles(view.figures, whole);

  const top = sheet.y;
  sheet.text('H2', t('reports.leadership.curve'), { ...left, size: 11, isBold: true, gap: 12 });
  sheet.curve(view.points, view.description, { ...left, height: 110 });
  const afterCurve = sheet.y;
  sheet.moveTo(top);
  sheet.text('H2', units.title, { ...right, size: 11, isBold: true, gap: 4 });
  const shown = [
    ...units.rows.slice(0, mostUnits / 2),
    ...units.rows.slice(Math.max(mostUnits / 2, units.rows.length - mostUnits / 2)),
  ];
  sheet.table({ ...units, rows: shown }, [5, 3, 2, 3], right);
  sheet.moveTo(Math.max(afterCurve, sheet.y) + 16);

  sheet.text('H2', checks.title, { ...whole, size: 11, isBold: true, gap: 4 });
  if (checks.rows.length === 0)
    sheet.text('P', t('reports.leadership.noChecks'), { ...whole, size: 9 });
  else {
    sheet.table(checks, [6, 3, 2.5, 3.5], whole);
    const note = t('reports.leadership.firstNote');
    sheet.text('P', note, { ...whole, size: 8, isQuiet: true });
  }
  sheet.moveTo(sheet.y + 12);
  sheet.text('H2', phishing.title, { ...whole, size: 11, isBold: true, gap: 4 });
  if (phishing.rows.length === 0)
    sheet.text('P', t('reports.leadership.noPhishing'), { ...whole, size: 9 });
  else sheet.table(phishing, [3, 2, 3, 3], whole);
  sheet.moveTo(sheet.y + 14);
  sheet.text('P', t('reports.leadership.evidence'), { ...whole, size: 9 });
  root.end();
  pdf.end();
  return pdf;
};
