import { X509Certificate } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import {
  createIdentityProviderKeys,
  type ResponseOptions,
} from '../../../src/dev/identity-provider/index.ts';
import {
  digestAlgorithm,
  signatureAlgorithm,
} from '../../../src/dev/identity-provider/saml-names.ts';
import { signXml, signingKeyOf, type SigningKey } from '../../../src/platform/sign-xml.ts';

const foreign = await createIdentityProviderKeys();

/** A key that nobody trusts. */
export const foreignKey: SigningKey = signingKeyOf(foreign);
export const foreignCertificate = new X509Certificate(foreign.certificatePem);

export const sha256 = { signature: signatureAlgorithm.rsaSha256, digest: digestAlgorithm.sha256 };

const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** How a signature may differ from the one that `signXml` makes. */
export interface SignatureForm {
  prefix?: string;
  canonicalization?: string;
  transforms?: string[];
  /** The children of KeyInfo; null for no KeyInfo at all. */
  keyInfo?: string | null;
  /** One reference for each, in this order. */
  references?: string[];
  /** `URI=""`, the whole document, instead of the root's ID. */
  emptyUri?: boolean;
}

/** Signs the root in some other form. The signature stands after the issuer if there is one. */
export const signedAs = (xml: string, key: SigningKey, form: SignatureForm): string => {
  const { keyInfo = '', prefix = 'ds' } = form;
  const signer = new SignedXml({
    privateKey: key.privateKey,
    getKeyInfoContent: () => keyInfo,
    signatureAlgorithm: signatureAlgorithm.rsaSha256,
    canonicalizationAlgorithm: form.canonicalization ?? exclusiveC14n,
  });
  for (const xpath of form.references ?? ['/*'])
    signer.addReference({
      xpath,
      transforms: form.transforms ?? [enveloped, exclusiveC14n],
      digestAlgorithm: digestAlgorithm.sha256,
      ...(form.emptyUri ? { isEmptyUri: true, uri: '' } : {}),
    });
  const issuer = "/*/*[local-name()='Issuer']";
  signer.computeSignature(xml, { prefix, location: { reference: issuer, action: 'after' } });
  return signer.getSignedXml();
};

type Change = (xml: string) => string;
export const asItIs: Change = (xml) => xml;

/** An attack whose change finds nothing to change would be a good answer. */
const certain = (change: Change): Change =>
  change === asItIs
    ? asItIs
    : (xml) => {
        const made = change(xml);
        if (made === xml) throw new Error('There was nothing to change.');
        return made;
      };

/** Changes the response after it was signed. */
export const changed = (change: Change): ResponseOptions => ({ changeResponse: certain(change) });

const signedBy = (key: SigningKey, change: Change, form?: SignatureForm): Change => {
  const make = certain(change);
  return (xml) => (form ? signedAs(make(xml), key, form) : signXml(make(xml), key));
};

/** Changes a response and signs what became of it: the wrong of an identity provider itself. */
export const resigned = (
  key: SigningKey,
  change: Change = asItIs,
  form?: SignatureForm,
): ResponseOptions => ({ signResponse: false, changeResponse: signedBy(key, change, form) });

/** The same for the assertion. */
export const resignedAssertion = (
  key: SigningKey,
  change: Change = asItIs,
  form?: SignatureForm,
): ResponseOptions => ({ signAssertion: false, changeAssertion: signedBy(key, change, form) });
