import { Router, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { Translate } from '../platform/i18n.ts';
import { parsePersonalNumber } from '../platform/personal-number.ts';
import { findingInWords, type CheckFinding } from './directory-check.ts';
import type { DirectoryPages } from './directory-pages.ts';

const form = z
  .object({
    vad: z.enum(['koppling', 'testkonto']).catch('koppling'),
    konto: z.string().trim().max(200).catch(''),
  })
  .catch({ vad: 'koppling', konto: '' });

/** How it went, in one sentence. */
const summaryOf = (t: Translate, findings: CheckFinding[]) => {
  const count = (level: string) => findings.filter((one) => one.level === level).length;
  const [faults, warnings] = [count('fault'), count('warning')];
  if (faults > 0) return { level: 'fault', text: t('directory.result.faults', { count: faults }) };
  if (warnings === 0) return { level: 'ok', text: t('directory.result.none') };
  return { level: 'warning', text: t('directory.result.warnings', { count: warnings }) };
};

interface Shown {
  findings?: CheckFinding[];
  /** What is wrong with the name of a test account. */
  fieldError?: string;
}

const show = (res: Response, { kind }: DirectoryPages, { findings, fieldError }: Shown): void => {
  const t = translatorOf(res);
  const locals = {
    title: t('directory.title'),
    kind,
    result: findings && {
      ...summaryOf(t, findings),
      findings: findings.map((one) => ({ level: one.level, text: findingInWords(t, one) })),
    },
    fieldError: fieldError ?? null,
    errors: fieldError ? [{ field: 'konto', text: fieldError }] : [],
  };
  renderPage(res, 'directory/check', locals, fieldError ? 422 : 200);
};

/** What is wrong with the name of a test account; a personal number must not be sent on. */
const faultOf = (name: string): string | null => {
  if (name === '') return 'missing';
  return parsePersonalNumber(name) ? 'personal-number' : null;
};

const look =
  (pages: DirectoryPages): RequestHandler =>
  async (req, res) => {
    const { vad, konto } = form.parse(req.body);
    const { id } = viewerOf(res);
    const fault = vad === 'testkonto' && faultOf(konto);
    if (fault) show(res, pages, { fieldError: translatorOf(res)(`directory.try.${fault}`) });
    else if (vad === 'testkonto') show(res, pages, { findings: await pages.tryAccount(id, konto) });
    else show(res, pages, { findings: await pages.check(id) });
  };

/** The check of the directory, at /katalog. */
export const directoryRoutes = (pages: DirectoryPages): Router =>
  Router()
    .get('/', (_req, res) => {
      show(res, pages, {});
    })
    .post('/', look(pages));
