import { Router, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { PortalError } from '../platform/errors.ts';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import type { Auth } from './create-auth.ts';
import { beginSession, signedInNow } from './require-session.ts';
import { useBreakGlass } from './use-break-glass.ts';

const text = z.string().max(100).catch('');
const form = z.object({ nummer: text, kod: text }).catch({ nummer: '', kod: '' });

/** The number that was typed stays; the code never does. */
const show = (res: Response, isWrong: boolean, number = ''): void => {
  const t = translatorOf(res);
  const title = t('auth.breakGlass.title');
  const fault = isWrong ? `${t('layout.error')} ${title}` : title;
  renderPage(res, 'auth/break-glass', { title: fault, isWrong, number }, isWrong ? 422 : 200);
};

const requireOn =
  ({ session }: Auth): RequestHandler =>
  (_req, _res, next) => {
    next(session.levels.includes('break-glass') ? undefined : new PortalError('NOT_FOUND'));
  };

const signIn = (auth: Auth) => async (req: Request, res: Response) => {
  if (!(await auth.codeTries.consume(req.ip ?? ''))) throw new PortalError('RATE_LIMITED');
  const { nummer: number, kod: code } = form.parse(req.body);
  const employee = await useBreakGlass(auth, { number, code });
  if (!employee) {
    show(res, true, number);
    return;
  }
  const begun = {
    employeeId: employee.id,
    signedInAt: signedInNow(employee),
    provider: null,
    level: 'break-glass',
  } as const;
  await beginSession(req, begun);
  res.redirect(303, '/inloggning');
};

/**
 * `/nodinloggning`: for named people of IT while no identity provider can be used. It is there only
 * when the settings say so.
 */
export const breakGlassRoutes = (auth: Auth): Router =>
  Router()
    .get('/', requireOn(auth), (_req, res) => show(res, false))
    .post('/', requireOn(auth), signIn(auth));
