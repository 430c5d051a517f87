import { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { renewSession } from '../auth/index.ts';
import { PortalError } from '../platform/errors.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { CodesParts } from './codes-parts.ts';
import { makeSheet, revokeSheet } from './make-sheet.ts';
import { sendSheet, showSheet } from './paper-routes.ts';
import type { Letterhead } from './paper.ts';
import { sheetView } from './sheet-view.ts';

const form = z.object({ blad: z.string().max(100).catch('') }).catch({ blad: '' });

/** A sheet must not beget the next: whoever found one would have a way in for ever. */
const requireOtherMeans = (res: Response): void => {
  if (viewerOf(res).level === 'sheet') throw new PortalError('BANKID_REQUIRED');
};

const show = async ({ sheets }: CodesParts, res: Response): Promise<void> => {
  const viewer = viewerOf(res);
  const sheet = await sheets.current(viewer.id);
  renderPage(res, 'codes/own-sheet', {
    title: translatorOf(res)('codes.ownSheet.title'),
    sheet: sheet && sheetView(sheet),
    mayMake: viewer.level !== 'sheet',
  });
};

const make =
  (parts: CodesParts, { origin }: Letterhead): RequestHandler =>
  async (_req, res) => {
    requireOtherMeans(res);
    const viewer = viewerOf(res);
    const person = await parts.employees.findById(viewer.id);
    if (!person) throw new PortalError('NOT_FOUND');
    const made = await makeSheet(parts, viewer, person, []);
    showSheet(res, { person, ...made, at: '/kodblad', origin });
  };

const revoke = (parts: CodesParts) => async (req: Request, res: Response) => {
  const viewer = viewerOf(res);
  const seen = { employeeId: viewer.id, sheet: form.parse(req.body).blad };
  const endedAt = await revokeSheet(parts, viewer, seen);
  if (endedAt) await renewSession(req, endedAt);
  res.redirect(303, '/kodblad');
};

/** One's own sheet of codes, for signing in later without BankID, at /kodblad. */
export const ownSheetRoutes = (parts: CodesParts, letterhead: Letterhead): Router =>
  Router()
    .get('/', (_req, res) => show(parts, res))
    .post('/', make(parts, letterhead))
    .post('/kodblad.pdf', (_req, res) =>
      sendSheet(parts, letterhead, { res, person: viewerOf(res) }),
    )
    .post('/aterkalla', revoke(parts));
