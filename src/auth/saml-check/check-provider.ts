import { parseMetadata } from '../idp-metadata.ts';
import { fetchIdpMetadata } from '../load-idp-metadata.ts';
import { entityNames, pickEntity } from '../metadata-entities.ts';
import { MetadataError, MetadataUnsigned } from '../metadata-error.ts';
import { signedMetadata } from '../metadata-signature.ts';
import type { ProviderSettings } from '../provider-settings.ts';
import { clockMismatch } from './check-clock.ts';
import { compareWithOffer } from './compare-with-offer.ts';
import { reasonOf, type Mismatch } from './mismatch.ts';
import { readPeerOffer, type PeerOffer } from './peer-offer.ts';

/** One identity provider: what was agreed, what its metadata says, and where the two part. */
export interface CheckedProvider {
  id: string;
  configured: ReturnType<typeof configuredOf>;
  /** Null when its metadata cannot be used. */
  offers: PeerOffer | null;
  mismatches: Mismatch[];
}

const configuredOf = (settings: ProviderSettings) => {
  const { preset, metadata, signIn, stepUp, binding, nameIdFormat } = settings;
  const { attributes, encryptedAssertions, signedAssertions } = settings;
  return {
    preset: preset ?? null,
    metadata: metadata.source,
    pinned: Boolean(metadata.pinnedCertificatePem),
    entityId: metadata.entityId ?? null,
    attributes,
    signIn,
    stepUp,
    binding,
    nameIdFormat,
    encryptedAssertions,
    signedAssertions,
  };
};

/** The entity that is meant, once the pinned key has been seen to have signed it. */
const readOffer = (xml: string, { metadata }: ProviderSettings): PeerOffer | Mismatch => {
  const { pinnedCertificatePem, entityId, source } = metadata;
  try {
    const trusted = pinnedCertificatePem ? signedMetadata(xml, pinnedCertificatePem) : xml;
    const root = parseMetadata(trusted);
    const names = entityNames(root);
    if (entityId !== undefined && names.length > 0 && !names.includes(entityId))
      return {
        code: 'entity-not-found',
        text: `${entityId} is not in the metadata, which describes ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`,
      };
    return readPeerOffer(pickEntity(root, entityId));
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error;
    const isUnsigned = error instanceof MetadataUnsigned;
    return {
      code: isUnsigned ? 'metadata-unsigned' : 'metadata-unusable',
      text: `The metadata at ${source} is not used: ${error.problem}`,
    };
  }
};

/**
 * Compares one identity provider's settings with its metadata as it is now.
 *
 * @param own entity categories that our metadata declares.
 */
export const checkProvider = async (
  settings: ProviderSettings,
  own: readonly string[],
): Promise<CheckedProvider> => {
  const { id, metadata } = settings;
  const checked = { id, configured: configuredOf(settings), offers: null };
  const nowhere = 'None is set up: give SAML_IDP_METADATA or SAML_PROVIDERS_FILE.';
  if (!metadata.source)
    return { ...checked, mismatches: [{ code: 'metadata-unreachable', text: nowhere }] };
  try {
    const { xml, date } = await fetchIdpMetadata(metadata);
    const clock = clockMismatch(date, `the source of ${id}’s metadata`);
    const offer = readOffer(xml, settings);
    if ('code' in offer) return { ...checked, mismatches: [...clock, offer] };
    return {
      ...checked,
      offers: offer,
      mismatches: [...clock, ...compareWithOffer(settings, offer, own)],
    };
  } catch (error) {
    const text = `The metadata at ${metadata.source} cannot be fetched: ${reasonOf(error)}`;
    return { ...checked, mismatches: [{ code: 'metadata-unreachable', text }] };
  }
};
