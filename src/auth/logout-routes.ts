import { Router, type Request, type Response } from 'express';
import { PortalError } from '../platform/errors.ts';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { referenceOf } from '../platform/http/request-log.ts';
import { maybeViewer } from '../platform/http/viewer.ts';
import { bindBrowser, browserOf } from './bind-browser.ts';
import type { Auth } from './create-auth.ts';
import { endSession } from './require-session.ts';
import { SamlRefusal } from './saml-refusal.ts';
import { recordRefusal } from './show-refusal.ts';

const end = async (auth: Auth, req: Request, res: Response): Promise<void> => {
  const actor = maybeViewer(res)?.id;
  await endSession(req, res, auth.https);
  if (actor) await auth.audit.record({ action: 'signin.ended', actor, result: 'ok' });
};

/**
 * Logs out here, and goes on to the identity provider where that is on. A redirect after a form may
 * not leave the portal (the policy's form-action), so a page takes the browser there.
 */
export const logOut = (auth: Auth) => async (req: Request, res: Response) => {
  const { signIn } = req.session;
  await end(auth, req, res);
  const url = await auth.singleLogout.urlFor(signIn, bindBrowser(auth, req, res));
  if (url === null) {
    res.redirect(303, '/');
    return;
  }
  const provider = auth.providers.settings.find(({ id }) => id === signIn?.provider);
  const name = provider?.name[languageOfPage(res)] ?? '';
  res.setHeader('Refresh', `0; url=${url}`);
  renderPage(res, 'auth/logging-out', {
    title: translatorOf(res)('auth.logging-out.title'),
    name,
    url,
  });
};

const showDoubt = (res: Response): void => {
  const title = translatorOf(res)('auth.logout-doubt.title');
  renderPage(res, 'auth/logout-doubt', { title, reference: referenceOf(res) }, 400);
};

const queryOf = ({ originalUrl }: Request): string => originalUrl.split('?').slice(1).join('?');

const receive = (auth: Auth) => async (req: Request, res: Response) => {
  if (!auth.singleLogout.isOn) throw new PortalError('NOT_FOUND');
  try {
    const here = { signIn: req.session.signIn, browserHash: browserOf(auth, req) };
    const step = await auth.singleLogout.receive(queryOf(req), here);
    if (step.kind === 'request') {
      if (step.endsSession) await end(auth, req, res);
      res.redirect(302, step.answerUrl);
    } else if (step.isComplete) res.redirect(303, '/');
    else showDoubt(res);
  } catch (error) {
    if (!(error instanceof SamlRefusal)) throw error;
    const from = { address: req.ip ?? '', reference: referenceOf(res) };
    await recordRefusal(auth, error, null, { ...from, action: 'signout.refused' });
    showDoubt(res);
  }
};

/** `/saml/slo`: where an identity provider asks for a log-out, or tells how ours went. */
export const addLogoutRoute = (router: Router, auth: Auth): Router =>
  router.get('/slo', receive(auth));
