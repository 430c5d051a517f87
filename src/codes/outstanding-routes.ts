import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { CodesParts } from './codes-parts.ts';
import { approveCode, revokeCode } from './settle-code.ts';

const form = z.object({ utgava: z.string().max(100).catch('') }).catch({ utgava: '' });
const answers = ['approved', 'revoked', 'late'] as const;
const query = z.object({ svar: z.enum(answers).nullable().catch(null) }).catch({ svar: null });

const show = async ({ codes, employees }: CodesParts, req: Request, res: Response) => {
  const outstanding = await codes.outstanding();
  const ids = outstanding.flatMap(({ _id, issuedBy }) => [_id, issuedBy]);
  const names = await employees.namesOf(ids);
  const { id } = viewerOf(res);
  renderPage(res, 'codes/outstanding', {
    title: translatorOf(res)('codes.outstanding.title'),
    answer: query.parse(req.query).svar,
    codes: outstanding.map((code) => ({
      ...code,
      name: names.get(code._id) ?? '',
      giver: names.get(code.issuedBy) ?? '',
      mayApprove: code.approvedAt === null && code.issuedBy !== id && code._id !== id,
    })),
  });
};

const settle =
  (parts: CodesParts, what: 'approved' | 'revoked') => async (req: Request, res: Response) => {
    const act = what === 'approved' ? approveCode : revokeCode;
    const seen = { employeeId: String(req.params.id), issue: form.parse(req.body).utgava };
    const isDone = await act(parts, viewerOf(res), seen);
    res.redirect(303, `/utlamnade-koder?svar=${isDone ? what : 'late'}`);
  };

/** Every code that can be used or waits for approval, at /utlamnade-koder: who gave it, and to whom. */
export const outstandingRoutes = (parts: CodesParts): Router =>
  Router()
    .get('/', (req, res) => show(parts, req, res))
    .post('/:id/godkann', settle(parts, 'approved'))
    .post('/:id/aterkalla', settle(parts, 'revoked'));
