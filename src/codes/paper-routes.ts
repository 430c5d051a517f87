import type { Response } from 'express';
import { z } from 'zod';
import { placesOf } from '../employees/index.ts';
import { PortalError } from '../platform/errors.ts';
import { formats, languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { sendPdf } from '../platform/http/send-pdf.ts';
import type { CodesParts, Employee } from './codes-parts.ts';
import { isSheetOf } from './make-sheet.ts';
import { sheetView } from './sheet-view.ts';
import { codePaperPdf, type CodePaper, type Letterhead } from './paper.ts';

const form = z.object({ koder: z.string().max(500).catch('') }).catch({ koder: '' });

export const sendPaper = async (
  res: Response,
  letterhead: Letterhead,
  paper: CodePaper,
): Promise<void> => {
  const t = translatorOf(res);
  const language = languageOfPage(res);
  const words = { t, language, ...formats[language] };
  sendPdf(res, t(`codes.paper.${paper.kind}.file`), await codePaperPdf(paper, letterhead, words));
};

type Named = Pick<Employee, 'id' | 'givenName' | 'familyName'>;

/** The ten codes, here and now only; `at` is where its page and its file are. */
export const showSheet = (
  res: Response,
  sheet: { person: Employee; codes: string[]; until: Date; at: string; origin: string },
): void => {
  const title = translatorOf(res)('codes.sheet.title');
  renderPage(res, 'codes/sheet', { title, isTold: placesOf(sheet.person).length > 0, ...sheet });
};

/**
 * The sheet as a file. Its codes are on the page that asks.
 *
 * @throws PortalError NOT_FOUND: they are not those of the person's sheet.
 */
export const sendSheet = async (
  { sheets }: Pick<CodesParts, 'sheets'>,
  letterhead: Letterhead,
  { res, person }: { res: Response; person: Named },
): Promise<void> => {
  const codes = form.parse(res.req.body).koder.split(' ');
  const sheet = await sheets.current(person.id);
  if (!sheet || !(await isSheetOf(sheet, codes))) throw new PortalError('NOT_FOUND');
  const { until } = sheetView(sheet);
  await sendPaper(res, letterhead, { kind: 'sheet', person, codes, until });
};
