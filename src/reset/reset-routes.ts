import { Router, type Request, type RequestHandler, type Response } from 'express';
import { renewSession, sessionKeyOf } from '../auth/index.ts';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { mayHavePass, sendAccessPass } from './access-pass-routes.ts';
import { findLogin, type FoundLogin } from './find-login.ts';
import { judgeNewPassword } from './judge-new-password.ts';
import { readPasswordForm } from './password-form.ts';
import {
  passwordPage,
  rulesInWords,
  summaryOf,
  type PasswordFault,
  type PasswordPage,
} from './password-page.ts';
import { requirePause, showWait } from './require-pause.ts';
import { requireResetStep } from './require-reset-step.ts';
import { bankIdAgain, stepAddress } from './reset-journey.ts';
import type { ResetParts } from './reset-parts.ts';
import { resetPassword, type ResetResult } from './reset-password.ts';
import { isSuggestion } from './suggest-passphrases.ts';
import { tryWindowSeconds } from './try-limit.ts';

/** How this person shows once more who they are; whoever came without BankID needs a code for it. */
const meansOf = async ({ stepUps }: ResetParts, res: Response, req: Request) => {
  const { id, level } = viewerOf(res);
  if (level === 'bankid') return 'bankid';
  return (await stepUps.valid(id, sessionKeyOf(req), 'reset')) ? 'code' : 'new-code';
};

/** With `?igen=1` for one whose password could not be taken without identifying themselves anew. */
const showWhy =
  (parts: ResetParts): RequestHandler =>
  async (req, res) => {
    const means = await meansOf(parts, res, req);
    const again = req.query.igen === '1' && means === 'bankid';
    const title = translatorOf(res)('reset.why.title');
    renderPage(res, 'reset/why', { title, again, means });
  };

/** To the identity provider; who came without BankID reads on the first page what to do instead. */
const startBankId: RequestHandler = (_req, res) => {
  res.redirect(
    303,
    viewerOf(res).level === 'bankid' ? '/auth/stepup?syfte=reset' : stepAddress.why,
  );
};

/** No account, or a closed one: nothing the person can do here. */
const showBlocked = (res: Response, cause: string): void => {
  renderPage(res, 'reset/blocked', { title: translatorOf(res)('reset.blocked.title'), cause }, 409);
};

/** Shows the page of a person who has a login; the others are told whom to call. */
const withLogin = async (
  parts: ResetParts,
  res: Response,
  show: (login: FoundLogin) => void | Promise<void>,
): Promise<void> => {
  const login = await findLogin(parts, viewerOf(res).id);
  if (login.kind === 'found') await show(login);
  else showBlocked(res, login.kind);
};

const renderPassword = (res: Response, page: PasswordPage): void => {
  renderPage(res, 'reset/password', passwordPage(translatorOf(res), page), page.fault?.status);
};

const showPassword =
  (parts: ResetParts): RequestHandler =>
  (_req, res) =>
    withLogin(parts, res, (login) => renderPassword(res, { login }));

const showDone =
  (parts: ResetParts): RequestHandler =>
  (_req, res) =>
    withLogin(parts, res, async ({ account, employee }) => {
      renderPage(res, 'reset/done', {
        title: translatorOf(res)('reset.done.title'),
        login: account.login,
        changedAt: employee.passwordSetAt,
        address: parts.address,
        offersPass: await mayHavePass(parts, res),
        offersSheet: parts.codeSheets && viewerOf(res).level !== 'bankid',
      });
    });

/** The rules' marks while the person types: the page's script asks, nothing is kept or counted. */
const judge =
  (parts: ResetParts): RequestHandler =>
  (req, res) =>
    withLogin(parts, res, async ({ criteria }) => {
      const { password } = readPasswordForm(req.body);
      const rules = await judgeNewPassword(parts, password, criteria);
      const t = translatorOf(res);
      res.json({ rules: rulesInWords(t, rules), summary: summaryOf(t, rules) });
    });

const secondsUntil = (at: Date, now: Date) =>
  String(Math.ceil((at.getTime() - now.getTime()) / 1000));

const faultOf = (result: ResetResult): PasswordFault | null => {
  switch (result.kind) {
    case 'refused':
      return { status: 422, message: 'refused', rules: result.rules };
    case 'refused-by-directory':
      return { status: 422, message: result.kind };
    case 'too-recent':
      return { status: 409, message: result.kind };
    case 'too-many-tries':
      return { status: 429, message: result.kind };
    case 'unavailable':
    case 'unconfirmed':
      return { status: 503, message: result.kind };
    default:
      return null;
  }
};

const show = async (parts: ResetParts, req: Request, res: Response, result: ResetResult) => {
  const fault = faultOf(result);
  if (result.kind === 'changed') {
    await renewSession(req, result.at);
    res.redirect(303, stepAddress.done);
  } else if (result.kind === 'step-up-needed') {
    res.redirect(303, bankIdAgain);
  } else if (result.kind === 'just-changed') {
    res.setHeader('Retry-After', secondsUntil(result.again, parts.now()));
    showWait(res, result, { sent: true, status: 429 });
  } else if (fault) {
    if (fault.status === 429) res.setHeader('Retry-After', String(tryWindowSeconds));
    await withLogin(parts, res, (login) => renderPassword(res, { login, fault }));
  } else {
    showBlocked(res, result.kind);
  }
};

const changePassword =
  (parts: ResetParts): RequestHandler =>
  async (req, res) => {
    const { password, suggestion } = readPasswordForm(req.body);
    // Without a script a suggestion is taken by sending it: it comes back in the field.
    if (isSuggestion(suggestion)) {
      await withLogin(parts, res, (login) => renderPassword(res, { login, chosen: suggestion }));
      return;
    }
    const request = {
      employeeId: viewerOf(res).id,
      sessionKey: sessionKeyOf(req),
      password,
      language: languageOfPage(res),
    };
    await show(parts, req, res, await resetPassword(parts, request));
  };

/** The reset journey, at /losenord. */
export const resetRoutes = (parts: ResetParts): Router => {
  const onPassword = requireResetStep(parts, 'password');
  const onDone = requireResetStep(parts, 'done');
  const afterPause = requirePause(parts);
  return Router()
    .get('/', afterPause, showWhy(parts))
    .get('/bankid', requireResetStep(parts, 'bankid'), afterPause, startBankId)
    .get('/nytt', onPassword, afterPause, showPassword(parts))
    .post('/nytt', onPassword, changePassword(parts))
    .post('/nytt/regler', onPassword, judge(parts))
    .get('/klart', onDone, showDone(parts))
    .get('/pass', onDone, (_req, res) => {
      res.redirect(303, stepAddress.done);
    })
    .post('/pass', onDone, sendAccessPass(parts));
};
