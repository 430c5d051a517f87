import { requireThat, SamlRefusal } from './saml-refusal.ts';

/** Far above any real response (10–20 kB), far below what a parser chokes on. */
const largestXml = 128 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

const decodeUtf8 = (bytes: Buffer): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new SamlRefusal('SAML_ENCODING');
  }
};

/** Encoding named in the XML declaration; UTF-8 when none is (XML 1.0, 4.3.3). */
const declaredEncoding = (xml: string): string =>
  /^<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(xml)?.[1]?.toLowerCase() ?? 'utf-8';

/** Characters that XML 1.0 does not allow; a zero byte is also the mark of UTF-16. */
const hasForbiddenCharacters = (xml: string): boolean =>
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(xml);

/**
 * The XML of a posted SAMLResponse, safe to hand to a parser: strict base64, UTF-8 and nothing
 * else, no document type, no entity, no processing instruction. All of it is looked for in the
 * raw text, before any parser has seen it.
 *
 * @throws SamlRefusal
 */
export const decodeResponse = (field: unknown): string => {
  requireThat(typeof field === 'string' && field !== '', 'SAML_MISSING');
  const base64 = field.replace(/[\r\n\t ]+/g, '');
  requireThat(/^[A-Za-z0-9+/]+={0,2}$/.test(base64), 'SAML_ENCODING');
  const bytes = Buffer.from(base64, 'base64');
  requireThat(bytes.length <= largestXml, 'SAML_TOO_LARGE');
  return xmlOf(bytes);
};

/**
 * XML that is safe to hand to a parser, see `decodeResponse`.
 *
 * @throws SamlRefusal
 */
export const xmlOf = (bytes: Buffer): string => {
  const xml = decodeUtf8(bytes);
  requireThat(declaredEncoding(xml) === 'utf-8' && !hasForbiddenCharacters(xml), 'SAML_ENCODING');
  requireThat(!/<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(xml), 'SAML_DOCTYPE');
  requireThat(xml.lastIndexOf('<?') <= 0, 'SAML_PROCESSING_INSTRUCTION');
  return xml;
};
