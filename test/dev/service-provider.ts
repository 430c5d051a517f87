import { SAML, ValidateInResponseTo, type SamlConfig } from '@node-saml/node-saml';
import { createIdentityProviderKeys } from '../../src/dev/identity-provider/index.ts';

export const spEntityId = 'https://portal.example/saml/metadata';
export const acsUrl = 'https://portal.example/saml/acs';

const keys = await createIdentityProviderKeys();

/** A service provider as strict as the library can be, without anything of the portal's own. */
export const createServiceProvider = (
  identityProvider: { ssoUrl: string; entityId: string; signingKey: { certificate: string } },
  overrides: Partial<SamlConfig> = {},
) => {
  const saml = new SAML({
    entryPoint: identityProvider.ssoUrl,
    issuer: spEntityId,
    callbackUrl: acsUrl,
    audience: spEntityId,
    idpIssuer: identityProvider.entityId,
    idpCert: identityProvider.signingKey.certificate,
    privateKey: keys.privateKeyPem,
    decryptionPvk: keys.privateKeyPem,
    publicCert: keys.certificatePem,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: true,
    validateInResponseTo: ValidateInResponseTo.always,
    acceptedClockSkewMs: 1000,
    maxAssertionAgeMs: 120_000,
    identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    authnContext: ['http://id.elegnamnden.se/loa/1.0/loa3'],
    ...overrides,
  });
  return {
    saml,
    metadata: saml.generateServiceProviderMetadata(keys.certificatePem, keys.certificatePem),
    requestUrl: (relayState = 'state') => saml.getAuthorizeUrlAsync(relayState, undefined, {}),
  };
};
