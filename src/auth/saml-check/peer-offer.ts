import { X509Certificate } from 'node:crypto';
import type { Element } from '@xmldom/xmldom';
import { certificatesFor, entityAttributesOf, levelsOf, logoutOf } from '../idp-metadata.ts';
import { MetadataError } from '../metadata-error.ts';
import { childrenOf, onlyChildOf, textOf } from '../saml-xml.ts';

/** A certificate of the provider; `bits` is 0 for a key that is not RSA. */
export interface OfferedCertificate {
  subject: string;
  bits: number;
  endsAt: string;
}

/** What an identity provider's metadata says of it, whether or not we can use it. */
export interface PeerOffer {
  entityId: string;
  validUntil: string | null;
  /** Addresses for requests, by the last word of their binding's name. */
  signOn: { binding: string; location: string }[];
  /** Takes log-outs by redirect. */
  takesLogout: boolean;
  /** Null for a certificate that cannot be read. */
  signingCertificates: (OfferedCertificate | null)[];
  nameIdFormats: string[];
  /** Algorithms it verifies signatures by; empty when it does not say. */
  signingMethods: string[];
  digestMethods: string[];
  levels: string[];
  /** Service entity categories that it serves. */
  entityCategories: string[];
}

const readCertificate = (element: Element): OfferedCertificate | null => {
  try {
    const certificate = new X509Certificate(Buffer.from(textOf(element), 'base64'));
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
    return {
      subject: certificate.subject.replaceAll('\n', ', '),
      bits: asymmetricKeyType === 'rsa' ? (asymmetricKeyDetails?.modulusLength ?? 0) : 0,
      endsAt: certificate.validToDate.toISOString(),
    };
  } catch {
    return null;
  }
};

/** Algorithms named in the role's or, where it names none, in the entity's extensions. */
const algorithmsOf = (entity: Element, role: Element, name: string): string[] =>
  [role, entity]
    .map((holder) => onlyChildOf(holder, 'metadata', 'Extensions'))
    .map((extensions) => (extensions ? childrenOf(extensions, 'algorithms', name) : []))
    .find((list) => list.length > 0)
    ?.map((method) => method.getAttribute('Algorithm') ?? '') ?? [];

const isServiceCategory = (name: string) => /\/ec\/\d/.test(name);

/**
 * Reads everything that matters to a service provider, and judges nothing.
 *
 * @throws MetadataError when the entity is no identity provider.
 */
export const readPeerOffer = ({
  entity,
  validUntil,
}: {
  entity: Element;
  validUntil: number;
}): PeerOffer => {
  const entityId = entity.getAttribute('entityID') ?? '';
  const [role] = childrenOf(entity, 'metadata', 'IDPSSODescriptor');
  if (!role) throw new MetadataError(`${entityId} is not an identity provider.`);
  return {
    entityId,
    validUntil: validUntil === Infinity ? null : new Date(validUntil).toISOString(),
    signOn: childrenOf(role, 'metadata', 'SingleSignOnService').map((service) => ({
      binding: service.getAttribute('Binding')?.split(':').at(-1) ?? '',
      location: service.getAttribute('Location') ?? '',
    })),
    takesLogout: logoutOf(role) !== null,
    signingCertificates: certificatesFor(role, 'signing').map(readCertificate),
    nameIdFormats: childrenOf(role, 'metadata', 'NameIDFormat').map(textOf),
    signingMethods: algorithmsOf(entity, role, 'SigningMethod'),
    digestMethods: algorithmsOf(entity, role, 'DigestMethod'),
    levels: levelsOf(entity),
    entityCategories: entityAttributesOf(entity, 'http://macedir.org/entity-category').filter(
      isServiceCategory,
    ),
  };
};
