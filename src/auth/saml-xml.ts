import { DOMParser, onWarningStopParsing, type Element } from '@xmldom/xmldom';
import { SamlRefusal } from './saml-refusal.ts';

/** The XML namespaces of SAML 2.0, its metadata's extensions and XML Signature. */
const namespaces = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  algorithms: 'urn:oasis:names:tc:SAML:metadata:algsupport',
  entityAttributes: 'urn:oasis:names:tc:SAML:metadata:attribute',
} as const;

type Vocabulary = keyof typeof namespaces;

/**
 * The root of a well-formed document.
 *
 * @throws SamlRefusal SAML_XML at the parser's first complaint.
 */
export const parseXml = (xml: string): Element => {
  try {
    const root = new DOMParser({ onError: onWarningStopParsing }).parseFromString(
      xml,
      'text/xml',
    ).documentElement;
    if (root) return root;
  } catch {
    // The parser's own words may quote the document; they go no further.
  }
  throw new SamlRefusal('SAML_XML');
};

export const isNamed = (element: Element, vocabulary: Vocabulary, name: string): boolean =>
  element.localName === name && element.namespaceURI === namespaces[vocabulary];

/** Child elements of that name, in document order. */
export const childrenOf = (parent: Element, vocabulary: Vocabulary, name: string): Element[] => {
  const found: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === node.ELEMENT_NODE && isNamed(node as Element, vocabulary, name))
      found.push(node as Element);
  }
  return found;
};

/** The child of that name if there is exactly one, else null. */
export const onlyChildOf = (
  parent: Element,
  vocabulary: Vocabulary,
  name: string,
): Element | null => {
  const [child, ...more] = childrenOf(parent, vocabulary, name);
  return child && more.length === 0 ? child : null;
};

/** The element's text without comments, which is also what canonicalisation leaves for the signature. */
export const textOf = (element: Element | null | undefined): string =>
  element?.textContent?.trim() ?? '';

/** A UTC instant of SAML (core 1.3.3) in milliseconds, or NaN. */
export const instantOf = (text: string | null): number =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text ?? '') ? Date.parse(text ?? '') : NaN;
