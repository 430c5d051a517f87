import { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { beginSession, signedInNow } from '../auth/index.ts';
import { PortalError } from '../platform/errors.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import type { CodesParts, Employee } from './codes-parts.ts';
import { failureSeconds } from './count-failures.ts';
import { useCode, type CodeOutcome } from './use-code.ts';
import { useSheet } from './use-sheet.ts';

const text = z.string().max(1000).catch('');
const empty = { namn: '', kod: '', losenord: '' };
const form = z.object({ namn: text, kod: text, losenord: text }).catch(empty);

type Fault = Exclude<CodeOutcome['kind'], 'in'>;
type Way = 'code' | 'sheet';

const statusOf: Record<Fault, number> = { wrong: 422, waiting: 409, early: 409, 'too-many': 429 };
const viewOf: Record<Way, string> = { code: 'codes/entry', sheet: 'codes/sheet-entry' };

const isOpen = ({ settings }: CodesParts, way: Way): boolean =>
  way === 'code' ? settings.helpdesk || settings.vouching !== 'off' : settings.sheets;

/** Who was typed stays; a code or a password never does. */
const show = (
  parts: CodesParts,
  res: Response,
  way: Way,
  { fault = null, name = '' }: { fault?: Fault | null; name?: string } = {},
): void => {
  const t = translatorOf(res);
  const title = t(way === 'code' ? 'codes.entry.title' : 'codes.sheetEntry.title');
  if (fault === 'too-many') res.setHeader('Retry-After', String(failureSeconds));
  const locals = {
    title: fault ? `${t('layout.error')} ${title}` : title,
    fault,
    name,
    minutes: failureSeconds / 60,
    isOn: isOpen(parts, 'code'),
    sheetsOn: isOpen(parts, 'sheet'),
    vouchingOn: parts.settings.vouching !== 'off',
  };
  renderPage(res, viewOf[way], locals, fault ? statusOf[fault] : 200);
};

/** A session of its own level; that of a helpdesk's code is good for one new password as well. */
const begin = async (
  { stepUps }: CodesParts,
  req: Request,
  { employee, level }: { employee: Employee; level: Way },
): Promise<void> => {
  const signedInAt = signedInNow(employee);
  const begun = { employeeId: employee.id, signedInAt, provider: null, level };
  const key = await beginSession(req, begun);
  if (level === 'code') await stepUps.grant(employee.id, key, 'reset', 'code');
};

const requireOpen =
  (parts: CodesParts, way: Way): RequestHandler =>
  (_req, _res, next) => {
    next(isOpen(parts, way) ? undefined : new PortalError('NOT_FOUND'));
  };

const enter =
  (parts: CodesParts, level: Way): RequestHandler =>
  async (req, res) => {
    const { namn: name, kod: code, losenord: password } = form.parse(req.body);
    const typed = { name, code, address: req.ip ?? '' };
    const outcome = await (level === 'code'
      ? useCode(parts, typed)
      : useSheet(parts, { ...typed, password }));
    if (outcome.kind !== 'in') {
      show(parts, res, level, { fault: outcome.kind, name });
      return;
    }
    await begin(parts, req, { employee: outcome.employee, level });
    res.redirect(303, level === 'code' ? '/losenord' : '/kurs');
  };

/** `/utan-bankid`: what to do without BankID, and where a code is taken instead. */
export const entryRoutes = (parts: CodesParts): Router =>
  Router()
    .get('/', (_req, res) => show(parts, res, 'code'))
    .post('/', requireOpen(parts, 'code'), enter(parts, 'code'))
    .get('/kodblad', requireOpen(parts, 'sheet'), (_req, res) => show(parts, res, 'sheet'))
    .post('/kodblad', requireOpen(parts, 'sheet'), enter(parts, 'sheet'));
