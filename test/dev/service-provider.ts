import { sign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { SAML, ValidateInResponseTo, type SamlConfig } from '@node-saml/passport-saml';
import {
  createIdentityProviderKeys,
  type DemoPerson,
  type IdentityProvider,
} from '../../src/dev/identity-provider/index.ts';

const spEntityId = 'https://portal.example/saml/metadata';
export const acsUrl = 'https://portal.example/saml/acs';
export const loa3 = 'http://id.elegnamnden.se/loa/1.0/loa3';

export const spKeys = await createIdentityProviderKeys();
export const otherKeys = await createIdentityProviderKeys();

/** From the tax agency's open list of test numbers. */
export const personalNumber = '195701292897';

export const person: DemoPerson = {
  id: 'p-1',
  personalNumber,
  givenName: 'Åsa',
  familyName: 'O’Nord & Söner',
  roles: ['employee'],
  unit: 'Hemtjänst Norr',
};

/** A service provider as strict as the library can be, without anything of the portal's own. */
export const createServiceProvider = (
  identityProvider: Pick<IdentityProvider, 'ssoUrl' | 'entityId' | 'signingKey'>,
  overrides: Partial<SamlConfig> = {},
) => {
  const saml = new SAML({
    entryPoint: identityProvider.ssoUrl,
    issuer: spEntityId,
    callbackUrl: acsUrl,
    audience: spEntityId,
    idpIssuer: identityProvider.entityId,
    idpCert: identityProvider.signingKey.certificate,
    privateKey: spKeys.privateKeyPem,
    decryptionPvk: spKeys.privateKeyPem,
    publicCert: spKeys.certificatePem,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: true,
    validateInResponseTo: ValidateInResponseTo.always,
    acceptedClockSkewMs: 1000,
    maxAssertionAgeMs: 120_000,
    identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    authnContext: [loa3],
    ...overrides,
  });
  return {
    saml,
    metadata: saml.generateServiceProviderMetadata(spKeys.certificatePem, spKeys.certificatePem),
    requestUrl: (relayState = 'state') => saml.getAuthorizeUrlAsync(relayState, undefined, {}),
    receive: (answer: { SAMLResponse: string }) => saml.validatePostResponseAsync(answer),
  };
};

/** A request written by hand, so that any part of it can be wrong. */
export const requestXml = (
  parts: { issuer?: string; destination?: string; attributes?: string; at?: Date; before?: string },
  ssoUrl: string,
) =>
  `${parts.before ?? ''}<p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r1" Version="2.0" ` +
  `IssueInstant="${(parts.at ?? new Date()).toISOString()}" Destination="${parts.destination ?? ssoUrl}" ` +
  `${parts.attributes ?? ''}><a:Issuer xmlns:a="urn:oasis:names:tc:SAML:2.0:assertion">` +
  `${parts.issuer ?? spEntityId}</a:Issuer></p:AuthnRequest>`;

const sigAlgs = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  sha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  sha512: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
};

/** The query of the redirect binding for this text, signed. */
export const redirectQuery = (
  xml: string,
  {
    digest = 'sha256',
    key = spKeys.privateKeyPem,
  }: { digest?: keyof typeof sigAlgs; key?: string } = {},
): string => {
  const encode = (text: string) => encodeURIComponent(text);
  const request = encode(deflateRawSync(xml).toString('base64'));
  const signed = `SAMLRequest=${request}&RelayState=r&SigAlg=${encode(sigAlgs[digest])}`;
  return `${signed}&Signature=${encode(sign(digest, Buffer.from(signed), key).toString('base64'))}`;
};
