import { describe, expect, test } from 'vitest';
import { decodeResponse } from '../../src/auth/response-text.ts';

const base64 = (text: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.from(text, encoding).toString('base64');

const good = '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>';

describe('the text of a response', () => {
  test('is read as it was sent, with or without declaration, in lines or not', () => {
    const declared = `<?xml version="1.0" encoding="UTF-8"?>\n${good}`;
    expect(decodeResponse(base64(good))).toBe(good);
    expect(decodeResponse(base64(declared))).toBe(declared);
    expect(decodeResponse(base64(good).replace(/(.{20})/g, '$1\r\n'))).toBe(good);
  });

  test.each([
    ['nothing', '', 'SAML_MISSING'],
    ['two fields of the name', ['a', 'b'], 'SAML_MISSING'],
    ['text that is not base64', '<Response/>', 'SAML_ENCODING'],
    ['the URL alphabet of base64', '_-_-', 'SAML_ENCODING'],
    ['base64 with something after its end', `${base64('ab')}AAAA`, 'SAML_ENCODING'],
    ['UTF-16', base64(`\ufeff${good}`, 'utf16le'), 'SAML_ENCODING'],
    ['UTF-16 without its mark', base64(good, 'utf16le'), 'SAML_ENCODING'],
    ['bytes that are not UTF-8', base64('<a>\xff</a>', 'latin1'), 'SAML_ENCODING'],
    [
      'UTF-7 by declaration',
      base64('<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE+AD4-'),
      'SAML_ENCODING',
    ],
    [
      'Latin-1 by declaration',
      base64(`<?xml version='1.0' encoding='ISO-8859-1'?>${good}`),
      'SAML_ENCODING',
    ],
    ['a control character', base64('<a>\u0001</a>'), 'SAML_ENCODING'],
    ['a document type', base64(`<!DOCTYPE samlp:Response>${good}`), 'SAML_DOCTYPE'],
    ['a document type in small letters', base64(`<!doctype a>${good}`), 'SAML_DOCTYPE'],
    ['an entity', base64('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), 'SAML_DOCTYPE'],
    ['a processing instruction', base64(`${good}<?php ?>`), 'SAML_PROCESSING_INSTRUCTION'],
    ['more than 128 kB', base64(`<a>${'x'.repeat(128 * 1024)}</a>`), 'SAML_TOO_LARGE'],
  ])('is refused when it is %s', (_name, field, code) => {
    expect(() => decodeResponse(field)).toThrow(code);
  });

  test('a field of blanks without an end is refused at once', () => {
    const started = performance.now();
    expect(() => decodeResponse(`A${' '.repeat(200_000)}!`)).toThrow('SAML_ENCODING');
    expect(performance.now() - started).toBeLessThan(200);
  });
});
