import { X509Certificate } from 'node:crypto';
import type { Element } from '@xmldom/xmldom';
import { pickEntity } from './metadata-entities.ts';
import { MetadataError } from './metadata-error.ts';
import { SamlRefusal } from './saml-refusal.ts';
import { childrenOf, onlyChildOf, parseXml, textOf } from './saml-xml.ts';

/** What we need to know of an identity provider. */
export interface IdpMetadata {
  entityId: string;
  /** Where a request is sent. */
  ssoUrl: string;
  /** Where a log-out is sent by redirect, and the answer to one; null when it takes none. */
  logout: { requestUrl: string; responseUrl: string } | null;
  /** PEM; any of them may have signed. */
  signingCertificates: string[];
  /** The hash of a signature it can verify: SHA-256 unless it asks for another. */
  signatureHash: 'sha256' | 'sha512';
  /** Levels of assurance it says it can give; empty when it does not say. */
  levels: string[];
  validUntil: Date | null;
}

/** SAML's bindings for a request (SAML bindings 3.4 and 3.5). */
export type Binding = 'redirect' | 'post';

/** What is looked for in the metadata. */
export interface Wanted {
  /** The entity that is meant; undefined when the metadata describes one only. */
  entityId?: string | undefined;
  binding?: Binding | undefined;
}

export const bindings = {
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
};
const assuranceCertification = 'urn:oasis:names:tc:SAML:attribute:assurance-certification';
export const leastRsaBits = 2048;

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

/** The X509Certificate elements of a role's keys for one use; a key of no use is for both. */
export const certificatesFor = (role: Element, use: 'signing' | 'encryption'): Element[] =>
  childrenOf(role, 'metadata', 'KeyDescriptor')
    .filter((key) => (key.getAttribute('use') ?? use) === use)
    .flatMap((key) => childrenOf(key, 'signature', 'KeyInfo'))
    .flatMap((info) => childrenOf(info, 'signature', 'X509Data'))
    .flatMap((data) => childrenOf(data, 'signature', 'X509Certificate'));

const ssoUrlOf = (role: Element, binding: Binding, entityId: string): string => {
  const url = childrenOf(role, 'metadata', 'SingleSignOnService')
    .find((service) => service.getAttribute('Binding') === bindings[binding])
    ?.getAttribute('Location');
  if (url && /^https?:$/.test(URL.parse(url)?.protocol ?? '')) return url;
  const name = bindings[binding].split(':').at(-1);
  throw new MetadataError(`${entityId} has no SingleSignOnService for ${name}.`);
};

const isWebAddress = (url: string | null | undefined): url is string =>
  /^https?:$/.test(URL.parse(url ?? '')?.protocol ?? '');

export const logoutOf = (role: Element): IdpMetadata['logout'] => {
  const service = childrenOf(role, 'metadata', 'SingleLogoutService').find(
    (one) => one.getAttribute('Binding') === bindings.redirect,
  );
  const requestUrl = service?.getAttribute('Location');
  const responseUrl = service?.getAttribute('ResponseLocation') ?? requestUrl;
  return isWebAddress(requestUrl) && isWebAddress(responseUrl) ? { requestUrl, responseUrl } : null;
};

/** What it says of the signatures it can verify (SAML metadata profile for algorithm support 1.0). */
const signatureHashOf = (entity: Element, role: Element): IdpMetadata['signatureHash'] => {
  const methods = [role, entity]
    .map((holder) => onlyChildOf(holder, 'metadata', 'Extensions'))
    .map((extensions) => (extensions ? childrenOf(extensions, 'algorithms', 'SigningMethod') : []))
    .find((list) => list.length > 0)
    ?.map((method) => method.getAttribute('Algorithm') ?? '');
  const takes = (hash: string) => !methods || methods.some((name) => name.endsWith(`#rsa-${hash}`));
  if (takes('sha256')) return 'sha256';
  if (takes('sha512')) return 'sha512';
  throw new MetadataError('it verifies neither RSA-SHA256 nor RSA-SHA512.');
};

/** Values of one entity attribute (SAML V2.0 Metadata Extension for Entity Attributes). */
export const entityAttributesOf = (entity: Element, name: string): string[] => {
  const extensions = onlyChildOf(entity, 'metadata', 'Extensions');
  const holders = extensions ? childrenOf(extensions, 'entityAttributes', 'EntityAttributes') : [];
  return holders
    .flatMap((holder) => childrenOf(holder, 'assertion', 'Attribute'))
    .filter((one) => one.getAttribute('Name') === name)
    .flatMap((one) => childrenOf(one, 'assertion', 'AttributeValue'))
    .map(textOf);
};

/** The levels stand in an entity attribute (Sweden Connect entity categories, assurance certification). */
export const levelsOf = (entity: Element): string[] =>
  entityAttributesOf(entity, assuranceCertification);

/**
 * Reads what we need of one identity provider, alone or out of an aggregate.
 *
 * @throws MetadataError when something we need is missing or unsafe.
 */
export const readIdpMetadata = (xml: string, wanted: Wanted = {}): IdpMetadata => {
  const { entity, validUntil } = pickEntity(parseMetadata(xml), wanted.entityId);
  const entityId = entity.getAttribute('entityID');
  if (!entityId) throw new MetadataError('entityID is missing.');
  const [role] = childrenOf(entity, 'metadata', 'IDPSSODescriptor');
  if (!role) throw new MetadataError(`${entityId} is not an identity provider.`);
  const ssoUrl = ssoUrlOf(role, wanted.binding ?? 'redirect', entityId);
  const signingCertificates = certificatesFor(role, 'signing').map(certificateOf);
  if (signingCertificates.length === 0)
    throw new MetadataError(`${entityId} has no signing certificate.`);
  return {
    entityId,
    ssoUrl,
    logout: logoutOf(role),
    signingCertificates,
    signatureHash: signatureHashOf(entity, role),
    levels: levelsOf(entity),
    validUntil: validUntil === Infinity ? null : new Date(validUntil),
  };
};
