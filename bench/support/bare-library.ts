import { SAML, ValidateInResponseTo, type CacheProvider } from '@node-saml/passport-saml';
import type { DemoPerson } from '../../src/dev/identity-provider/index.ts';
import { startTestPortal } from '../../test/support/portal.ts';

const rounds = 200;
const warmUp = 40;

/** What a program that only used the library would give it: keys as PEM, everything it can check. */
const bareSaml = (portal: Awaited<ReturnType<typeof startTestPortal>>) => {
  const { baseUrl, saml } = portal.config;
  const asked = new Map<string, string>();
  const cacheProvider: CacheProvider = {
    saveAsync: (id, instant) => {
      asked.set(id, instant);
      return Promise.resolve(null);
    },
    getAsync: (id) => Promise.resolve(asked.get(id) ?? null),
    removeAsync: () => Promise.resolve(null),
  };
  const certificate = portal.provider.signingKey.certificate;
  return new SAML({
    issuer: `${baseUrl}/saml/metadata`,
    audience: `${baseUrl}/saml/metadata`,
    callbackUrl: `${baseUrl}/saml/acs`,
    entryPoint: portal.provider.ssoUrl,
    idpCert: certificate,
    privateKey: saml.privateKeyPem,
    decryptionPvk: saml.privateKeyPem,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    authnContext: portal.provider.levels,
    racComparison: 'exact',
    identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: true,
    validateInResponseTo: ValidateInResponseTo.always,
    acceptedClockSkewMs: 60_000,
    cacheProvider,
  });
};

/**
 * node-saml 5 alone, in this process: building a signed request and validating the answer to it,
 * signed twice and encrypted as the portal's are.
 *
 * @returns how many of both it does in a second; making the answers is not counted.
 */
export const measureBareLibrary = async (): Promise<number> => {
  const portal = await startTestPortal();
  const saml = bareSaml(portal);
  const person: DemoPerson = portal.person('1001');
  let ms = 0;
  for (let round = -warmUp; round < rounds; round += 1) {
    if (round === 0) ms = 0;
    const started = performance.now();
    const url = await saml.getAuthorizeUrlAsync('', undefined, {});
    const asked = performance.now();
    const { SAMLResponse } = await portal.provider.answer(url, portal.serviceProvider, person);
    const answered = performance.now();
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse });
    if (!profile) throw new Error('The library found nobody in a good answer.');
    ms += asked - started + performance.now() - answered;
  }
  await portal.close();
  return (rounds * 1000) / ms;
};
