import { DOMParser, onWarningStopParsing, type Element } from '@xmldom/xmldom';
import { RequestRefused } from './request-refused.ts';

/**
 * The root element of a message.
 *
 * @throws RequestRefused for a document type declaration, which the profile forbids and through
 * which entities would come, and for text that is not well-formed XML.
 */
export const parseXml = (text: string): Element => {
  if (/<!\s*(DOCTYPE|ENTITY)/i.test(text)) throw new RequestRefused('doctype');
  try {
    const parser = new DOMParser({ onError: onWarningStopParsing, locator: false });
    const root = parser.parseFromString(text, 'text/xml').documentElement;
    if (root) return root;
  } catch {
    // What the parser says may quote the message; the refusal below does not.
  }
  throw new RequestRefused('not-xml');
};

/** The children of an element by namespace and local name, in order. */
export const childrenOf = (parent: Element, namespace: string, name: string): Element[] =>
  [...parent.childNodes].filter(
    (node): node is Element =>
      node.nodeType === node.ELEMENT_NODE &&
      node.namespaceURI === namespace &&
      node.localName === name,
  );

export const childOf = (parent: Element, namespace: string, name: string): Element | undefined =>
  childrenOf(parent, namespace, name)[0];

export const textOf = (element: Element | undefined): string | null =>
  element?.textContent?.trim() ?? null;
