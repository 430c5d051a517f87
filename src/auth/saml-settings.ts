import { ValidateInResponseTo, type SamlConfig } from '@node-saml/passport-saml';
import type { IdpMetadata } from './idp-metadata.ts';

/** A private key and its certificate, both PEM. */
interface KeyPair {
  privateKeyPem: string;
  certificatePem: string;
}

/** How this portal presents itself to identity providers. */
export interface SamlSettings {
  /** Address in the browser, without a slash at its end. */
  baseUrl: string;
  entityId: string;
  /** Signs requests and metadata. */
  signing: KeyPair;
  /** Assertions are encrypted for this key. */
  decryption: KeyPair;
  /** Levels of assurance that are asked for and that alone are accepted. */
  acceptedLevels: readonly string[];
  /** Where the personal number stands among the attributes. */
  attributes: { personalNumber: string };
  organisation: { name: string };
}

/** Largest difference between our clock and the identity provider's. */
export const clockSkewMs = 60_000;
/** How long an answer may take: finding the phone, opening BankID, reading. */
export const requestLifetimeMs = 10 * 60_000;
const assertionAgeMs = 120_000;

export const acsUrlOf = ({ baseUrl }: SamlSettings): string => `${baseUrl}/saml/acs`;

/**
 * node-saml's options that are the same whomever we speak with. What differs from its defaults:
 * SHA-256 instead of SHA-1, InResponseTo always checked, ten minutes instead of eight hours, both
 * signatures wanted, and exact levels.
 */
export const ownOptions = (settings: SamlSettings) => ({
  issuer: settings.entityId,
  audience: settings.entityId,
  callbackUrl: acsUrlOf(settings),
  privateKey: settings.signing.privateKeyPem,
  publicCert: settings.signing.certificatePem,
  decryptionPvk: settings.decryption.privateKeyPem,
  signatureAlgorithm: 'sha256' as const,
  digestAlgorithm: 'sha256',
  wantAssertionsSigned: true,
  wantAuthnResponseSigned: true,
  validateInResponseTo: ValidateInResponseTo.always,
  requestIdExpirationPeriodMs: requestLifetimeMs,
  acceptedClockSkewMs: clockSkewMs,
  maxAssertionAgeMs: assertionAgeMs,
  identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  authnContext: [...settings.acceptedLevels],
  racComparison: 'exact' as const,
});

/** node-saml's options for requests to one identity provider and responses from it. */
export const samlOptions = (settings: SamlSettings, provider: IdpMetadata): SamlConfig => ({
  ...ownOptions(settings),
  entryPoint: provider.ssoUrl,
  idpIssuer: provider.entityId,
  idpCert: provider.signingCertificates,
});
