import type { CacheProvider } from '@node-saml/passport-saml';
import type { Validation, Verdict } from './answer-verdict.ts';
import { refusalOf } from './library-refusal.ts';
import { PortalSaml } from './portal-saml.ts';
import type { ExpectedResponse } from './response-checks.ts';

/** node-saml asks about one request only, and must not use it up: that is decided in the store. */
export const cacheOf = ({ requestId, requestedAt }: ExpectedResponse): CacheProvider => ({
  saveAsync: () => Promise.resolve(null),
  getAsync: (id) => Promise.resolve(id === requestId ? requestedAt.toISOString() : null),
  removeAsync: () => Promise.resolve(null),
});

/** Validates an answer as the thread that answers people would. */
export const validateAnswerApart = async ({
  config,
  expected,
  keys,
  response,
}: Validation): Promise<Verdict> => {
  const saml = new PortalSaml({ ...config, cacheProvider: cacheOf(expected) }, { expected, keys });
  const code = await saml.validatePostResponseAsync({ SAMLResponse: response }).then(
    ({ profile }) => (profile ? null : 'STATUS_FAILED'),
    (error: unknown) => refusalOf(error).code,
  );
  return { code, signedAssertion: saml.signedAssertion };
};
