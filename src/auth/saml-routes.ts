import { Router, urlencoded, type ErrorRequestHandler, type Request, type Response } from 'express';
import { PortalError } from '../platform/errors.ts';
import { referenceOf } from '../platform/http/request-log.ts';
import { bindingCookie, readBinding } from './browser-binding.ts';
import { requireSamePerson, settleAnswer } from './complete-answer.ts';
import type { Auth } from './create-auth.ts';
import { addLogoutRoute } from './logout-routes.ts';
import { requireFewFailures } from './failure-limit.ts';
import { lastProviderCookie } from './last-provider.ts';
import { createOwnMetadata } from './own-metadata.ts';
import type { Asked, Posted } from './receive-answer.ts';
import { receiveTrial } from './receive-trial.ts';
import { beginSession, signedInNow } from './require-session.ts';
import { samlParametersIn } from './saml-parameters.ts';
import { validateAnswer } from './saml-passport.ts';
import { requireThat, SamlRefusal } from './saml-refusal.ts';
import type { SamlRequest } from './saml-request-model.ts';
import { recordRefusal, showRefusal } from './show-refusal.ts';

/** A response is 10–20 kB; its form is a third larger. */
const largestForm = '200kb';

/** What was posted, if by the POST binding and nothing else (SAML bindings 3.5). */
const postedIn = ({ https }: Auth, req: Request, res: Response): Posted => {
  const form: unknown = req.body;
  const other = samlParametersIn(form).filter(
    (name) => !['SAMLResponse', 'RelayState'].includes(name),
  );
  requireThat(samlParametersIn(req.query).length === 0 && other.length === 0, 'SAML_BINDING');
  const field =
    typeof form === 'object' && form !== null && 'SAMLResponse' in form && form.SAMLResponse;
  return {
    field,
    binding: readBinding(req.headers.cookie, bindingCookie(https).name),
    validate: (saml, read) => validateAnswer(saml, read, req, res),
  };
};

const record = (auth: Auth, refusal: SamlRefusal, request: SamlRequest | null, res: Response) => {
  const from = { address: res.req.ip ?? '', reference: referenceOf(res) };
  return recordRefusal(auth, refusal, request, from);
};

const statusOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'status' in error && error.status;

/** A form that cannot be read is a refused answer too; the page is that of any such form. */
const recordUnread =
  (auth: Auth): ErrorRequestHandler =>
  async (error: unknown, _req, res, next) => {
    const code = statusOf(error) === 413 ? 'SAML_TOO_LARGE' : 'SAML_ENCODING';
    await record(auth, new SamlRefusal(code), null, res);
    next(error);
  };

/** No answer comes by GET (SAML profiles 4.1.2); a person who reloads the address brings none. */
const refuseGet = (auth: Auth) => async (req: Request, res: Response) => {
  if (samlParametersIn(req.query).length > 0)
    await record(auth, new SamlRefusal('SAML_BINDING'), null, res);
  res.setHeader('Allow', 'POST');
  throw new PortalError('METHOD_NOT_ALLOWED');
};

/** Begins the session that the answer gives. */
const signIn = async (
  auth: Auth,
  posted: Posted,
  asked: Asked,
  { req, res }: { req: Request; res: Response },
) => {
  const { request } = asked;
  const { employee, subject } = await auth.receiver.employeeOf(posted, asked);
  await requireSamePerson(auth, request, employee);
  const sessionKey = await beginSession(req, {
    employeeId: employee.id,
    signedInAt: signedInNow(employee),
    provider: request.provider,
    ...(subject && { subject }),
  });
  await settleAnswer(auth, request, { employeeId: employee.id, sessionKey });
  const { name, options } = lastProviderCookie(auth.https);
  if (auth.providers.settings.length > 1) res.cookie(name, request.provider, options);
  return request.returnTo;
};

const receive = (auth: Auth) => async (req: Request, res: Response) => {
  let request: SamlRequest | null = null;
  try {
    const posted = postedIn(auth, req, res);
    await requireFewFailures(auth, req.ip ?? '', posted.binding);
    const asked = await auth.receiver.requestOf(posted);
    ({ request } = asked);
    if (request.purpose === 'trial') {
      await receiveTrial(auth, posted, asked);
      res.redirect(303, `/inloggning/prov/${encodeURIComponent(request._id)}`);
    } else res.redirect(303, await signIn(auth, posted, asked, { req, res }));
  } catch (error) {
    if (!(error instanceof SamlRefusal)) throw error;
    await record(auth, error, request, res);
    showRefusal(res, error, request);
  }
};

/** `/saml`: where the identity provider's answers arrive, and our description for it. */
export const samlRoutes = (auth: Auth): Router => {
  const router = Router();
  const form = urlencoded({ extended: false, limit: largestForm, parameterLimit: 20 });
  router.route('/acs').post(form, recordUnread(auth), receive(auth)).get(refuseGet(auth));
  addLogoutRoute(router, auth);
  const metadata = createOwnMetadata(auth.settings);
  router.get('/metadata', (_req, res) => {
    res.type('application/samlmetadata+xml').send(metadata());
  });
  return router;
};
