import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { referenceOf } from '../platform/http/request-log.ts';
import type { AuthParts } from './auth-deps.ts';
import { countFailure } from './failure-limit.ts';
import type { RefusalPage, SamlRefusal } from './saml-refusal.ts';
import { isStepUp, type SamlRequest } from './saml-request-model.ts';

type PageResponse = Parameters<typeof renderPage>[0];

const statusOf: Record<RefusalPage, number> = {
  cancelled: 200,
  clock: 400,
  failed: 400,
  fraud: 403,
  level: 403,
  'other-person': 403,
  relink: 403,
  'start-again': 400,
  'too-many': 429,
  'unknown-person': 403,
  'unknown-there': 403,
};

const withoutRetry: RefusalPage[] = ['fraud', 'relink', 'too-many', 'unknown-person'];

/** The one button of the page: to try again where the person was, or to the front page. */
const buttonOf = ({ page, code, returnTo }: SamlRefusal, request: SamlRequest | null) => {
  if (withoutRetry.includes(page)) return { href: '/', label: 'auth.to-front' };
  const stepUp = request !== null && isStepUp(request.purpose);
  if (stepUp && code !== 'SESSION_ENDED') return { href: '/losenord', label: 'auth.to-reset' };
  const till = stepUp ? '/losenord' : (request?.returnTo ?? returnTo ?? '/');
  // At the same identity provider, unless what it gave is not enough.
  const same = request && page !== 'level' ? { hos: request.provider } : {};
  const query = new URLSearchParams({ till, ...same }).toString();
  return { href: `/auth/login?${query}`, label: `auth.${page}.action` };
};

/** Shows the kind page; the code goes to the audit log and nowhere else. */
export const showRefusal = (
  res: PageResponse,
  refusal: SamlRefusal,
  request: SamlRequest | null,
): void => {
  const { page } = refusal;
  const title = translatorOf(res)(`auth.${page}.title`);
  const locals = { title, page, button: buttonOf(refusal, request), reference: referenceOf(res) };
  renderPage(res, 'auth/refused', locals, statusOf[page]);
};

/**
 * Writes down a refusal. What an address over its limit goes on to send fills the log, which is
 * thrown away in time, but not the audit, unless it is about somebody we know.
 */
export const recordRefusal = async (
  { audit, failures, logger }: Pick<AuthParts, 'audit' | 'failures' | 'logger'>,
  refusal: SamlRefusal,
  request: SamlRequest | null,
  from: { address: string; reference: string; action?: 'signout.refused' },
): Promise<void> => {
  const { code, employeeId } = refusal;
  const { address, reference } = from;
  logger.warn({ code, purpose: request?.purpose, reference }, 'sign-in refused');
  if (code === 'TOO_MANY_FAILURES') return;
  const isFew = await countFailure({ failures }, refusal, request, address);
  const entered = request && isStepUp(request.purpose) ? 'stepup.refused' : 'signin.refused';
  const actor = request?.employeeId ?? undefined;
  if (!isFew && actor === undefined && employeeId === undefined) return;
  const details = request ? { provider: request.provider } : undefined;
  await audit.record({
    action: from.action ?? entered,
    actor,
    target: employeeId,
    result: 'refused',
    code,
    details,
  });
};
