import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import type { KeyPairPem } from './key-pair.ts';

/** A key parsed once, since parsing PEM costs about as much as signing. */
export interface SigningKey {
  privateKey: KeyObject;
  /** The certificate in base64 without its armour, as XML carries it. */
  certificate: string;
}

export const signingKeyOf = ({ privateKeyPem, certificatePem }: KeyPairPem): SigningKey => ({
  privateKey: createPrivateKey(privateKeyPem),
  certificate: new X509Certificate(certificatePem).raw.toString('base64'),
});

const keyInfo = ({ certificate }: SigningKey) =>
  `<ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data>`;

const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** RSA with SHA-2, by the names that XML signature gives it. */
export const signatureWith = (hash: 'sha256' | 'sha512') => ({
  signature: `http://www.w3.org/2001/04/xmldsig-more#rsa-${hash}`,
  digest: `http://www.w3.org/2001/04/xmlenc#${hash}`,
});

/**
 * Signs the whole of a message (enveloped signature, exclusive canonicalisation). The signature
 * stands where the schemas want it: after the issuer, or first when there is none.
 */
export const signXml = (
  xml: string,
  key: SigningKey,
  algorithms: { signature: string; digest: string } = signatureWith('sha256'),
): string => {
  const signer = new SignedXml({
    privateKey: key.privateKey,
    getKeyInfoContent: () => keyInfo(key),
    signatureAlgorithm: algorithms.signature,
    canonicalizationAlgorithm: exclusiveC14n,
  });
  signer.addReference({
    xpath: '/*',
    transforms: [enveloped, exclusiveC14n],
    digestAlgorithm: algorithms.digest,
  });
  const hasIssuer = /^<[^>]+><saml:Issuer/.test(xml);
  signer.computeSignature(xml, {
    prefix: 'ds',
    location: hasIssuer
      ? { reference: "/*/*[local-name()='Issuer']", action: 'after' }
      : { reference: '/*', action: 'prepend' },
  });
  return signer.getSignedXml();
};
