import { X509Certificate } from 'node:crypto';
import type { Element } from '@xmldom/xmldom';
import { SamlRefusal } from './saml-refusal.ts';
import { childrenOf, instantOf, isNamed, parseXml, textOf } from './saml-xml.ts';

/** What we need to know of an identity provider. */
export interface IdpMetadata {
  entityId: string;
  /** Where a request is sent by redirect. */
  ssoUrl: string;
  /** PEM; any of them may have signed. */
  signingCertificates: string[];
  validUntil: Date | null;
}

/** The metadata cannot be used; the message says why. */
export class MetadataError extends Error {
  constructor(problem: string, options?: ErrorOptions) {
    super(`Identity provider metadata: ${problem}`, options);
    this.name = 'MetadataError';
  }
}

const redirectBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const leastRsaBits = 2048;

/** @throws MetadataError for a document type or XML that is not well-formed. */
export const parseMetadata = (xml: string): Element => {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new MetadataError('it has a document type.');
  try {
    return parseXml(xml);
  } catch (error) {
    if (error instanceof SamlRefusal) throw new MetadataError('it is not well-formed XML.');
    throw error;
  }
};

/** PEM of a certificate that is used as a key: its own expiry means nothing (profile, 2.1.3). */
const certificateOf = (element: Element): string => {
  try {
    const certificate = new X509Certificate(Buffer.from(textOf(element), 'base64'));
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
    const bits = asymmetricKeyDetails?.modulusLength ?? 0;
    if (asymmetricKeyType === 'rsa' && bits >= leastRsaBits) return certificate.toString();
  } catch (error) {
    throw new MetadataError('a signing certificate cannot be read.', { cause: error });
  }
  throw new MetadataError(`a signing key is not RSA of at least ${leastRsaBits} bits.`);
};

const signingCertificatesOf = (role: Element): string[] =>
  childrenOf(role, 'metadata', 'KeyDescriptor')
    .filter((key) => (key.getAttribute('use') ?? 'signing') === 'signing')
    .flatMap((key) => childrenOf(key, 'signature', 'KeyInfo'))
    .flatMap((info) => childrenOf(info, 'signature', 'X509Data'))
    .flatMap((data) => childrenOf(data, 'signature', 'X509Certificate'))
    .map(certificateOf);

const validUntilOf = (entity: Element): Date | null => {
  const text = entity.getAttribute('validUntil');
  if (text === null) return null;
  const instant = instantOf(text);
  if (Number.isNaN(instant)) throw new MetadataError('validUntil is not a UTC instant.');
  return new Date(instant);
};

/**
 * Reads one identity provider's EntityDescriptor.
 *
 * @throws MetadataError when something we need is missing or unsafe.
 */
export const readIdpMetadata = (xml: string): IdpMetadata => {
  const entity = parseMetadata(xml);
  if (!isNamed(entity, 'metadata', 'EntityDescriptor'))
    throw new MetadataError('its root is not an EntityDescriptor.');
  const entityId = entity.getAttribute('entityID');
  if (!entityId) throw new MetadataError('entityID is missing.');
  const [role] = childrenOf(entity, 'metadata', 'IDPSSODescriptor');
  if (!role) throw new MetadataError(`${entityId} is not an identity provider.`);
  const ssoUrl = childrenOf(role, 'metadata', 'SingleSignOnService')
    .find((service) => service.getAttribute('Binding') === redirectBinding)
    ?.getAttribute('Location');
  if (!/^https?:$/.test(URL.parse(ssoUrl ?? '')?.protocol ?? '') || !ssoUrl)
    throw new MetadataError(`${entityId} has no SingleSignOnService for HTTP-Redirect.`);
  const signingCertificates = signingCertificatesOf(role);
  if (signingCertificates.length === 0)
    throw new MetadataError(`${entityId} has no signing certificate.`);
  return { entityId, ssoUrl, signingCertificates, validUntil: validUntilOf(entity) };
};
