import { Router, type NextFunction, type Request, type Response } from 'express';
import { PortalError } from '../platform/errors.ts';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { maybeViewer } from '../platform/http/viewer.ts';
import { localPath } from '../platform/local-path.ts';
import { bindBrowser } from './bind-browser.ts';
import type { Auth } from './create-auth.ts';
import { lastFirst, lastProviderCookie, readLastProvider } from './last-provider.ts';
import { logOut } from './logout-routes.ts';
import { sessionKeyOf } from './require-session.ts';
import { refuseSamlParameters } from './saml-parameters.ts';
import { redirectWithRequest } from './saml-passport.ts';
import type { Purpose } from './saml-request-model.ts';
import { sendRequestByForm } from './send-request-by-form.ts';

type Exchange = [Auth, Request, Response, NextFunction];

/** The identity provider of that name, or the only one; null when there is a choice to make. */
const chosenProvider = ({ providers }: Auth, name: unknown): string | null => {
  const { settings } = providers;
  const only = settings.length === 1 ? settings[0] : undefined;
  return (settings.find(({ id }) => id === name) ?? only)?.id ?? null;
};

/** Lets the person choose how to sign in, the way they used last standing first. */
const showChoice = ({ watch, https }: Auth, req: Request, res: Response, till: string): void => {
  const last = readLastProvider(req.headers.cookie, lastProviderCookie(https).name);
  const lang = languageOfPage(res);
  const ways = watch.outlook().map(({ id, name, state }) => ({ id, name: name[lang], state }));
  const title = translatorOf(res)('auth.choose.title');
  renderPage(res, 'auth/choose', { title, ways: lastFirst(ways, last), till });
};

const requireFewStarts = async ({ starts }: Auth, req: Request): Promise<void> => {
  if (!(await starts.consume(sessionKeyOf(req)))) throw new PortalError('RATE_LIMITED');
};

/** Sends the browser to the identity provider; where to go afterwards stays with us. */
export const ask = async (
  to: { purpose: Purpose; provider: string; returnTo: string },
  ...exchange: Exchange
) => {
  const [auth, req, res, next] = exchange;
  refuseSamlParameters(req.query, req.body);
  const viewer = maybeViewer(res);
  if (viewer) await requireFewStarts(auth, req);
  const saml = auth.exchanges.toAsk({
    ...to,
    browserHash: bindBrowser(auth, req, res),
    employeeId: viewer?.id ?? null,
    sessionId: viewer ? req.sessionID : null,
  });
  const { binding, name } = auth.providers.find(to.provider).settings;
  const { signing } = auth.settings.keys();
  if (binding === 'post') await sendRequestByForm(saml, { name, signing }, res);
  else redirectWithRequest(saml, req, res, next);
};

/** `/auth`: to sign in (and then on to `?till=/local/path`), to identify oneself anew, to sign out. */
export const authRoutes = (auth: Auth): Router =>
  Router()
    .get('/login', (req, res, next) => {
      const returnTo = localPath(req.query.till) ?? '/';
      const provider = chosenProvider(auth, req.query.hos);
      if (provider !== null)
        return ask({ purpose: 'sign-in', provider, returnTo }, auth, req, res, next);
      showChoice(auth, req, res, returnTo);
      return undefined;
    })
    .get('/stepup', (req, res, next) => {
      if (req.query.syfte !== 'reset') throw new PortalError('BAD_REQUEST');
      const provider = chosenProvider(auth, req.session.signIn?.provider);
      if (!maybeViewer(res) || provider === null) {
        res.redirect(303, '/auth/login?till=/losenord');
        return;
      }
      const to = { purpose: 'step-up:reset', provider, returnTo: '/losenord/nytt' } as const;
      return ask(to, auth, req, res, next);
    })
    .get('/utloggad', (req, res) => {
      const till = encodeURIComponent(localPath(req.query.till) ?? '/');
      const title = translatorOf(res)('auth.ended.title');
      renderPage(res, 'auth/ended', { title, href: `/auth/login?till=${till}` });
    })
    .post('/logout', logOut(auth));
