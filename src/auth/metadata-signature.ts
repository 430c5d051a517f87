import { XMLSerializer } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { checkAlgorithms } from './algorithm-checks.ts';
import { parseMetadata } from './idp-metadata.ts';
import { MetadataUnsigned } from './metadata-error.ts';
import { onlyChildOf } from './saml-xml.ts';

/**
 * The part of the metadata that the pinned key has signed; nothing else of it may be read.
 *
 * @throws MetadataUnsigned unless the root carries one signature, over itself, by that key.
 */
export const signedMetadata = (xml: string, pinnedCertificatePem: string): string => {
  const root = parseMetadata(xml);
  const signature = onlyChildOf(root, 'signature', 'Signature');
  if (!signature) throw new MetadataUnsigned('it is not signed, and a certificate is pinned.');
  try {
    checkAlgorithms(signature);
    const verifier = new SignedXml({
      publicCert: pinnedCertificatePem,
      getCertFromKeyInfo: () => null,
    });
    verifier.loadSignature(new XMLSerializer().serializeToString(signature));
    const references = verifier.getReferences().map(({ uri }) => uri);
    const [signed, ...more] = verifier.checkSignature(xml) ? verifier.getSignedReferences() : [];
    const whole = references.length === 1 && references[0] === `#${root.getAttribute('ID') ?? ''}`;
    if (signed !== undefined && more.length === 0 && whole) return signed;
  } catch (error) {
    throw new MetadataUnsigned('its signature cannot be verified.', { cause: error });
  }
  throw new MetadataUnsigned('it is not signed by the pinned certificate.');
};
