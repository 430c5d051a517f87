import { DOMParser, type Document, type Element } from '@xmldom/xmldom';

/** Width and height as the picture itself has them; only their relation matters. */
export interface Size {
  width: number;
  height: number;
}

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Elements that run something, or bring another kind of document along. */
const active = new Set(['script', 'foreignobject', 'iframe', 'embed', 'object', 'handler']);

const parse = (text: string): Document => {
  try {
    return new DOMParser({ onError: (_level, message) => fail(message) }).parseFromString(
      text,
      'image/svg+xml',
    );
  } catch {
    throw new Error('the file is neither a PNG nor an SVG that can be read.');
  }
};

const fail = (message: string): never => {
  throw new Error(message);
};

/** An address that leads out of the picture: only `#name`, a part of the picture itself, does not. */
const leadsOut = (address: string) => !address.trim().startsWith('#');

const styleLeadsOut = (css: string) =>
  /@import|\\/i.test(css) ||
  [...css.matchAll(/url\(\s*["']?([^"')]*)/gi)].some(([, address]) => leadsOut(address ?? ''));

const attributeFault = (name: string, value: string): string | undefined => {
  if (/^on/i.test(name)) return `has an event handler (${name})`;
  if (/^((xlink:)?href|src)$/i.test(name) && leadsOut(value))
    return `refers to something outside itself (${name})`;
  if (!name.startsWith('xmlns') && styleLeadsOut(value))
    return `refers to something outside itself (${name})`;
  return undefined;
};

const elementFault = (element: Element): string | undefined => {
  const name = (element.localName ?? element.tagName).toLowerCase();
  if (active.has(name)) return `holds <${name}>`;
  if (name === 'style' && styleLeadsOut(element.textContent ?? ''))
    return 'refers to something outside itself (style)';
  return [...element.attributes]
    .map((attribute) => attributeFault(attribute.name, attribute.value))
    .find((fault) => fault !== undefined);
};

const documentFault = (document: Document): string | undefined => {
  if (document.doctype?.internalSubset) return 'declares entities of its own';
  for (let node = document.firstChild; node; node = node.nextSibling)
    if (node.nodeName === 'xml-stylesheet') return 'refers to a style sheet outside itself';
  return [...document.getElementsByTagName('*')]
    .map(elementFault)
    .find((fault) => fault !== undefined);
};

/**
 * The size of an SVG that is a picture and nothing else.
 *
 * @throws Error when it is no SVG, has no size, or could run or fetch something.
 */
export const svgSize = (text: string): Size => {
  const document = parse(text);
  const root = document.documentElement;
  if (root?.localName !== 'svg' || root.namespaceURI !== svgNamespace)
    throw new Error('the file is neither a PNG nor an SVG that can be read.');
  const fault = documentFault(document);
  if (fault) throw new Error(`the SVG ${fault}. Save it as a plain SVG, without scripts or links.`);
  const [, , width = 0, height = 0] = (root.getAttribute('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  if (!(width > 0 && height > 0))
    throw new Error('the SVG has no viewBox, so it cannot be scaled. Add one, or save it anew.');
  return { width, height };
};
