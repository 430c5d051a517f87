import type { Element } from '@xmldom/xmldom';
import { algorithmsIn } from './algorithm-checks.ts';
import { childrenOf, onlyChildOf, parseXml, textOf } from './saml-xml.ts';

/** What an assertion is made of, without a value of it. */
interface AssertionSeen {
  level: string;
  nameIdFormat: string;
  /** Each attribute with how many values came. */
  attributes: { name: string; friendlyName: string; values: number }[];
}

const places = {
  'SignedInfo/SignatureMethod': 'signature',
  'Reference/DigestMethod': 'digest',
  'EncryptedData/EncryptionMethod': 'content',
  'EncryptedKey/EncryptionMethod': 'key',
} as const;

/** An answer of an identity provider, as IT may see it. */
export interface AnswerSeen {
  isEncrypted: boolean;
  /** Algorithm identifiers by what they are used for, each once. */
  algorithms: { use: (typeof places)[keyof typeof places]; algorithm: string }[];
  /** Null when it could not be read, or what is read of it could not be trusted. */
  assertion: AssertionSeen | null;
}

const longest = 200;
const mostAttributes = 100;

/** Named by the identity provider, or whoever stands in for it: cut to what a page can show. */
const cut = (text: string | null | undefined): string => (text ?? '').slice(0, longest);

const attributesOf = (assertion: Element): AssertionSeen['attributes'] =>
  childrenOf(assertion, 'assertion', 'AttributeStatement')
    .flatMap((statement) => childrenOf(statement, 'assertion', 'Attribute'))
    .slice(0, mostAttributes)
    .map((attribute) => ({
      name: cut(attribute.getAttribute('Name')),
      friendlyName: cut(attribute.getAttribute('FriendlyName')),
      values: childrenOf(attribute, 'assertion', 'AttributeValue').length,
    }));

const assertionSeen = (assertion: Element): AssertionSeen => {
  const statement = onlyChildOf(assertion, 'assertion', 'AuthnStatement');
  const context = statement && onlyChildOf(statement, 'assertion', 'AuthnContext');
  const subject = onlyChildOf(assertion, 'assertion', 'Subject');
  const nameId = subject && onlyChildOf(subject, 'assertion', 'NameID');
  return {
    level: cut(textOf(context && onlyChildOf(context, 'assertion', 'AuthnContextClassRef'))),
    nameIdFormat: cut(nameId?.getAttribute('Format')),
    attributes: attributesOf(assertion),
  };
};

const algorithmsSeen = (response: Element): AnswerSeen['algorithms'] => {
  const seen = Object.entries(places).flatMap(([place, use]) =>
    algorithmsIn(response)
      .filter((found) => found.place === place)
      .map(({ algorithm }) => [`${use} ${algorithm}`, { use, algorithm: cut(algorithm) }] as const),
  );
  return [...new Map(seen).values()];
};

/**
 * Describes an answer without a value of it.
 *
 * @param response the answer as it was posted.
 * @param assertionXml the assertion whose signature was verified; null when it did not come to that.
 */
export const describeAnswer = (response: Element, assertionXml: string | null): AnswerSeen => {
  return {
    isEncrypted: childrenOf(response, 'assertion', 'EncryptedAssertion').length > 0,
    algorithms: algorithmsSeen(response),
    assertion: assertionXml === null ? null : assertionSeen(parseXml(assertionXml)),
  };
};
