import { row, type Attack } from './attack.ts';
import { changed, resigned } from './forge.ts';

const utf16 = (base64: string) =>
  Buffer.from(`\ufeff${Buffer.from(base64, 'base64').toString()}`, 'utf16le').toString('base64');

export const textAttacks: Attack[] = [
  row(
    'a document type',
    'SAML_DOCTYPE',
    changed((xml) => `<!DOCTYPE samlp:Response>${xml}`),
  ),
  row(
    'an entity bomb',
    'SAML_DOCTYPE',
    changed((xml) => `<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>${xml}`),
  ),
  row(
    'an external entity',
    'SAML_DOCTYPE',
    changed((xml) => `<!DOCTYPE r SYSTEM "file:///etc/passwd">${xml}`),
  ),
  row(
    'a processing instruction',
    'SAML_PROCESSING_INSTRUCTION',
    changed((xml) => `${xml}<?x y?>`),
  ),
  row(
    'two roots',
    'SAML_XML',
    changed((xml) => `${xml}<samlp:Response/>`),
  ),
  row(
    'XML that breaks off',
    'SAML_XML',
    changed((xml) => xml.slice(0, -5)),
  ),
  row(
    'another root',
    'SAML_ROOT',
    changed(() => '<a/>'),
  ),
  row('a logout request', 'SAML_ROOT', (key) =>
    resigned(key, (xml) => xml.replaceAll('samlp:Response', 'samlp:LogoutRequest')),
  ),
  row('a logout response', 'SAML_ROOT', (key) =>
    resigned(key, (xml) => xml.replaceAll('samlp:Response', 'samlp:LogoutResponse')),
  ),
  row(
    'a Response of no namespace',
    'SAML_ROOT',
    changed((xml) => xml.replace(/xmlns:samlp="[^"]+"/, 'xmlns:samlp="urn:x"')),
  ),
  row(
    'fourteen thousand nested elements',
    'SAML_SIGNATURE',
    changed((xml) => {
      const nested = `${'<a>'.repeat(14_000)}${'</a>'.repeat(14_000)}`;
      return xml.replace('</samlp:Response>', `${nested}</samlp:Response>`);
    }),
  ),
  row(
    'more text than any response has',
    'SAML_TOO_LARGE',
    changed((xml) => xml + ' '.repeat(128 * 1024)),
  ),
  row('UTF-16', 'SAML_ENCODING', {}, utf16),
  row(
    'UTF-7',
    'SAML_ENCODING',
    changed((xml) => `<?xml version="1.0" encoding="UTF-7"?>${xml}`),
  ),
  row('no text', 'SAML_MISSING', {}, () => ''),
  row('text that is not base64', 'SAML_ENCODING', {}, () => '<samlp:Response/>'),
  row(
    'the URL alphabet of base64',
    'SAML_ENCODING',
    {},
    (base64) => `${base64.replaceAll('+', '-').replaceAll('/', '_')}_-`,
  ),
  row(
    'a zero byte',
    'SAML_ENCODING',
    changed((xml) => `${xml}\0`),
  ),
  row(
    'an entity that nothing declares',
    'SAML_XML',
    changed((xml) => xml.replace('<samlp:Status>', '&lol;$&')),
  ),
  row(
    'ten thousand attributes',
    'SAML_SIGNATURE',
    changed((xml) => {
      const many = Array.from({ length: 10_000 }, (_, n) => `a${n}=""`).join(' ');
      return xml.replace('<samlp:Status>', `<x ${many}/>$&`);
    }),
  ),
];
