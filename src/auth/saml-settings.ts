import { ValidateInResponseTo, type SamlConfig } from '@node-saml/passport-saml';
import type { Language } from '../platform/i18n.ts';
import type { KnownProvider } from './identity-providers.ts';
import type { OwnKeys } from './own-keys/read-own-keys.ts';
import { demandOf } from './provider-settings.ts';
import type { Purpose } from './saml-request-model.ts';

/** How this portal presents itself to identity providers. */
export interface SamlSettings {
  /** Address in the browser, without a slash at its end. */
  baseUrl: string;
  entityId: string;
  /** Our keys as they are at the moment. */
  keys: () => OwnKeys;
  /** What our metadata says of us beside keys and addresses. */
  metadata: {
    organisation: string;
    product: string;
    description: Record<Language, string>;
    /** Path of a picture on our own address. */
    logo: string;
    entityCategories: readonly string[];
    requestedAttributes: readonly { name: string; isRequired: boolean }[];
    nameIdFormats: readonly string[];
    wantSignedAssertions: boolean;
    singleLogout: boolean;
    contactMail: string | undefined;
  };
}

/** Largest difference between our clock and the identity provider's. */
export const clockSkewMs = 60_000;
/** How long an answer may take: finding the phone, opening BankID, reading. */
export const requestLifetimeMs = 10 * 60_000;
/** How long a response and its assertion may be on their way. */
export const assertionAgeMs = 120_000;

/** Where identity providers send log-outs by redirect. */
export const logoutUrlOf = ({ baseUrl }: SamlSettings): string => `${baseUrl}/saml/slo`;

export const acsUrlOf = ({ baseUrl }: SamlSettings): string => `${baseUrl}/saml/acs`;

/**
 * node-saml's options that are the same whomever we speak with. What differs from its defaults:
 * SHA-256 instead of SHA-1, InResponseTo always checked, ten minutes instead of eight hours, both
 * signatures wanted, and exact levels.
 */
const ownOptions = (settings: SamlSettings, { signing }: OwnKeys) => ({
  issuer: settings.entityId,
  audience: settings.entityId,
  callbackUrl: acsUrlOf(settings),
  privateKey: signing.privateKeyPem,
  publicCert: signing.certificatePem,
  signatureAlgorithm: 'sha256' as const,
  digestAlgorithm: 'sha256',
  wantAssertionsSigned: true,
  wantAuthnResponseSigned: true,
  validateInResponseTo: ValidateInResponseTo.always,
  requestIdExpirationPeriodMs: requestLifetimeMs,
  acceptedClockSkewMs: clockSkewMs,
  maxAssertionAgeMs: assertionAgeMs,
  racComparison: 'exact' as const,
});

/** node-saml's options for requests to one identity provider and responses from it. */
export const samlOptions = (
  own: SamlSettings,
  { settings, metadata }: KnownProvider,
  purpose: Purpose,
): SamlConfig => {
  const { asked } = demandOf(settings, purpose);
  return {
    ...ownOptions(own, own.keys()),
    entryPoint: metadata.ssoUrl,
    idpIssuer: metadata.entityId,
    idpCert: metadata.signingCertificates,
    identifierFormat: settings.nameIdFormat,
    authnContext: [...asked],
    disableRequestedAuthnContext: asked.length === 0,
    wantAssertionsSigned: settings.signedAssertions,
    signatureAlgorithm: metadata.signatureHash,
    digestAlgorithm: metadata.signatureHash,
  };
};
