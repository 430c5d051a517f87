import { createIdentityProviderKeys } from '../../src/dev/identity-provider/index.ts';
import { digestAlgorithm, signatureAlgorithm } from '../../src/dev/identity-provider/saml-names.ts';
import { signXml, signingKeyOf, type SigningKey } from '../../src/platform/sign-xml.ts';

/** A key that nobody trusts. */
export const foreignKey: SigningKey = signingKeyOf(await createIdentityProviderKeys());

export const sha1 = { signature: signatureAlgorithm.rsaSha1, digest: digestAlgorithm.sha1 };

const signatureIn = (xml: string) => /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)?.[0] ?? '';
const renamed = (xml: string) => xml.replace(/\bID="[^"]+"/, 'ID="_forged"');
const afterRoot = (xml: string, inserted: string) => xml.replace(/^<[^>]+>/, `$&${inserted}`);

/** Signature wrapping (Somorovsky et al., 2012): the signed original moves, a forged root takes its place. */
export const wrapped = {
  /** XSW1: the original inside its own signature, below a forged root. */
  inSignature: (xml: string): string => {
    const signature = signatureIn(xml);
    const original = xml.replace(signature, '');
    const holding = signature.replace(
      '</ds:Signature>',
      `<ds:Object>${original}</ds:Object></ds:Signature>`,
    );
    return renamed(xml).replace(signature, holding);
  },
  /** XSW2: the original beside the signature, both below a forged root. */
  besideSignature: (xml: string): string => {
    const signature = signatureIn(xml);
    return renamed(xml).replace(signature, `${xml.replace(signature, '')}${signature}`);
  },
  /** XSW3: a forged assertion before the one that was signed. */
  assertionBefore: (xml: string): string =>
    afterRoot(
      xml,
      '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_forged" Version="2.0"/>',
    ),
};

/** Changes a response and signs what became of it: the wrong of an identity provider itself. */
export const resigned = (key: SigningKey, change: (xml: string) => string) => ({
  signResponse: false,
  changeResponse: (xml: string) => signXml(change(xml), key),
});

/** The same for the assertion. */
export const resignedAssertion = (key: SigningKey, change: (xml: string) => string) => ({
  signAssertion: false,
  changeAssertion: (xml: string) => signXml(change(xml), key),
});
