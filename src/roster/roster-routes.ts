import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { PortalError } from '../platform/errors.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { uploadOf } from '../platform/http/read-upload.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { changeKinds } from './roster-change-model.ts';
import type { RosterPages, UploadFault } from './roster-pages.ts';
import { rosterWords } from './roster-view.ts';

const query = z.object({
  visa: z.enum(changeKinds).optional().catch(undefined),
  fran: z.coerce.number().int().min(0).max(10_000_000).catch(0),
});
const applyForm = z
  .object({ slutar: z.literal('ja').optional().catch(undefined) })
  .catch({ slutar: undefined });

const idOf = (req: Request): string => String(req.params.id);

const showOverview = async (
  pages: RosterPages,
  res: Response,
  { maxMb, fault }: { maxMb: number; fault?: UploadFault },
) => {
  const t = translatorOf(res);
  const columns = fault?.columns.map((column) => `”${column}”`).join(', ') ?? '';
  const errors = fault
    ? [{ field: 'fil', text: t(`roster.fault.${fault.code}`, { columns, maxMb }) }]
    : [];
  const title = errors.length > 0 ? `${t('layout.error')} ${t('roster.title')}` : t('roster.title');
  const locals = { title, errors, maxMb, ...(await pages.history()) };
  renderPage(res, 'roster/overview', locals, fault ? 422 : 200);
};

const showImport = async (
  pages: RosterPages,
  req: Request,
  res: Response,
  refusal: string | null = null,
) => {
  const { visa, fran } = query.parse(req.query);
  const found = await pages.show(idOf(req), visa, fran);
  if (!found) throw new PortalError('NOT_FOUND');
  const t = translatorOf(res);
  const { fileName: file } = found.record;
  const state = found.running ? 'running' : found.record.state;
  const heading = found.record.undoes ? 'undo' : state;
  const here = `/personallista/${found.record.id}`;
  const at = (from: number) => `${here}?visa=${found.shown}&fran=${from}`;
  const locals = {
    title: t(`roster.import.${heading}`, { file }),
    ...found,
    ...{ state, refusal, here },
    words: rosterWords(t, found.names),
    nextUrl: found.next === null ? null : at(found.next),
    firstUrl: fran > 0 ? at(0) : null,
  };
  renderPage(res, 'roster/import', locals, refusal ? 409 : 200);
};

/** The roster for HR, at /personallista: dry run, import, history, and taking the last one back. */
export const rosterRoutes = (pages: RosterPages, { maxBytes }: { maxBytes: number }): Router => {
  const maxMb = Math.floor(maxBytes / 1024 ** 2);
  return Router()
    .get('/', (_req, res) => showOverview(pages, res, { maxMb }))
    .post('/', async (_req, res) => {
      const result = await pages.upload(viewerOf(res), uploadOf(res.locals));
      if ('fault' in result) await showOverview(pages, res, { maxMb, fault: result.fault });
      else res.redirect(303, `/personallista/${result.id}`);
    })
    .get('/:id', (req, res) => showImport(pages, req, res))
    .post('/:id/genomfor', async (req, res) => {
      const allowLeavers = applyForm.parse(req.body).slutar === 'ja';
      const refusal = await pages.apply(viewerOf(res), idOf(req), { allowLeavers });
      if (refusal) await showImport(pages, req, res, refusal);
      else res.redirect(303, `/personallista/${idOf(req)}`);
    })
    .post('/:id/slang', async (req, res) => {
      await pages.discard(idOf(req));
      res.redirect(303, '/personallista');
    })
    .post('/:id/angra', async (req, res) => {
      const refusal = await pages.undo(viewerOf(res), idOf(req));
      if (refusal) await showImport(pages, req, res, refusal);
      else res.redirect(303, '/personallista');
    });
};
