import type { RateLimit } from '../platform/rate-limit.ts';
import type { AuthParts } from './auth-deps.ts';
import { hashBinding } from './browser-binding.ts';
import { requireThat, type SamlRefusal } from './saml-refusal.ts';
import type { SamlRequest } from './saml-request-model.ts';

/** Refused answers, per address and per browser: a forged one weighs as much as ten mishaps. */
export const failureLimit: RateLimit = { name: 'saml-acs', points: 1000, seconds: 15 * 60 };
const forgedWeight = 10;

/**
 * An address over its limit is heard no more. A browser that waits for an answer of its own still
 * is, up to a limit of its own: a whole town hall may share the address, and any page on the web
 * can make one of its browsers post.
 *
 * @throws SamlRefusal TOO_MANY_FAILURES
 */
export const requireFewFailures = async (
  { failures, requests }: Pick<AuthParts, 'failures' | 'requests'>,
  address: string,
  binding: string | null,
): Promise<void> => {
  if (!(await failures.blocked(address))) return;
  const browser = hashBinding(binding ?? '');
  const isHeard = (await requests.awaits(browser)) && !(await failures.blocked(browser));
  requireThat(isHeard, 'TOO_MANY_FAILURES');
};

/** Counts a refused answer; false when its address is over the limit. */
export const countFailure = async (
  { failures }: Pick<AuthParts, 'failures'>,
  { suspicious }: SamlRefusal,
  request: SamlRequest | null,
  address: string,
): Promise<boolean> => {
  const weight = suspicious ? forgedWeight : 1;
  if (request) await failures.consume(request.browserHash, weight);
  return failures.consume(address, weight);
};
