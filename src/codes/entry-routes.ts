import { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { beginSession, signedInNow } from '../auth/index.ts';
import { PortalError } from '../platform/errors.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import type { CodesParts, Employee } from './codes-parts.ts';
import { failureSeconds } from './count-failures.ts';
import { useCode, type CodeOutcome } from './use-code.ts';

const text = z.string().max(100).catch('');
const form = z.object({ namn: text, kod: text }).catch({ namn: '', kod: '' });

type Fault = Exclude<CodeOutcome['kind'], 'in'>;

const statusOf: Record<Fault, number> = { wrong: 422, waiting: 409, 'too-many': 429 };

/** Who was typed stays; the code never does. */
const show = ({ settings }: CodesParts, res: Response, fault: Fault | null, name = ''): void => {
  const t = translatorOf(res);
  const title = t('codes.entry.title');
  if (fault === 'too-many') res.setHeader('Retry-After', String(failureSeconds));
  const locals = { fault, name, minutes: failureSeconds / 60, isOn: settings.helpdesk };
  const shown = fault ? `${t('layout.error')} ${title}` : title;
  renderPage(res, 'codes/entry', { title: shown, ...locals }, fault ? statusOf[fault] : 200);
};

/** A sitting: a session of its own level, and the one new password that the code is good for. */
const begin = async ({ stepUps }: CodesParts, req: Request, employee: Employee): Promise<void> => {
  const signedInAt = signedInNow(employee);
  const begun = { employeeId: employee.id, signedInAt, provider: null, level: 'code' } as const;
  const key = await beginSession(req, begun);
  await stepUps.grant(employee.id, key, 'reset', 'code');
};

const enter =
  (parts: CodesParts): RequestHandler =>
  async (req, res) => {
    if (!parts.settings.helpdesk) throw new PortalError('NOT_FOUND');
    const { namn: name, kod: code } = form.parse(req.body);
    const outcome = await useCode(parts, { name, code, address: req.ip ?? '' });
    if (outcome.kind !== 'in') {
      show(parts, res, outcome.kind, name);
      return;
    }
    await begin(parts, req, outcome.employee);
    res.redirect(303, '/losenord');
  };

/** `/utan-bankid`: what to do without BankID, and where a code is taken instead. */
export const entryRoutes = (parts: CodesParts): Router =>
  Router()
    .get('/', (_req, res) => show(parts, res, null))
    .post('/', enter(parts));
