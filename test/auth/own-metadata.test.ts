import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samlSchemas } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let metadata: string;
beforeAll(async () => {
  portal = await startTestPortal({
    environment: { SAML_CONTACT_MAIL: 'saml@norrstrand.example' },
    provider: { singleLogout: true },
  });
  metadata = await (await fetch(`${portal.origin}/saml/metadata`)).text();
});
afterAll(() => portal.close());

const valuesOf = (element: string) =>
  [...metadata.matchAll(new RegExp(`<${element}[^>]*>([^<]*)</${element}>`, 'g'))].map(
    ([, text]) => text,
  );

const algorithmsOf = (element: string) =>
  [...metadata.matchAll(new RegExp(`<${element} Algorithm="([^"]*)"`, 'g'))].map(([, uri]) => uri);

/** One schema that holds the four which our metadata draws on. */
const allSchemas = () => {
  const parts = {
    'urn:oasis:names:tc:SAML:2.0:metadata': 'saml-schema-metadata-2.0.xsd',
    'urn:oasis:names:tc:SAML:metadata:ui': 'sstc-saml-metadata-ui-v1.0.xsd',
    'urn:oasis:names:tc:SAML:metadata:attribute': 'sstc-metadata-attr.xsd',
    'urn:oasis:names:tc:SAML:metadata:algsupport': 'sstc-saml-metadata-algsupport-v1.0.xsd',
  };
  const imports = Object.entries(parts).map(
    ([namespace, file]) =>
      `<import namespace="${namespace}" schemaLocation="/usr/share/xml/opensaml/${file}"/>`,
  );
  return `<schema xmlns="http://www.w3.org/2001/XMLSchema">${imports.join('')}</schema>`;
};

/** Where the schemas find those of W3C, which they name by their addresses. */
const catalog = () => {
  const files = {
    'http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd':
      'xmldsig-core-schema.xsd',
    'http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/xenc-schema.xsd': 'xenc-schema.xsd',
    'http://www.w3.org/2001/xml.xsd': 'xml.xsd',
  };
  const entries = Object.entries(files).map(
    ([address, file]) =>
      `<system systemId="${address}" uri="file:///usr/share/xml/xmltooling/${file}"/>`,
  );
  return `<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">${entries.join('')}</catalog>`;
};

describe('our metadata', () => {
  test('shows who we are in both languages, with a picture that is there', async () => {
    expect(metadata).toMatch(
      /<mdui:DisplayName xml:lang="sv">Norrstrands kommun – Säkerhetsporten</,
    );
    expect(metadata).toMatch(/<mdui:Description xml:lang="en">[^<]+</);
    expect(metadata).toMatch(/<md:OrganizationName xml:lang="sv">Norrstrands kommun</);
    expect(valuesOf('md:EmailAddress')).toEqual(['mailto:saml@norrstrand.example']);
    const [logo = ''] = valuesOf('mdui:Logo');
    const picture = await fetch(logo);
    expect(picture.status).toBe(200);
    expect(picture.headers.get('content-type')).toContain('image/svg+xml');
  });

  test('declares what we are and asks for, as the settings have it', () => {
    expect(valuesOf('saml:AttributeValue')).toContain('http://id.elegnamnden.se/ec/1.0/loa3-pnr');
    expect(metadata).toContain('<md:RequestedAttribute Name="urn:oid:1.2.752.29.4.13"');
    expect(valuesOf('md:NameIDFormat')).toEqual([
      'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    ]);
  });

  test('names only algorithms that a response may really use', () => {
    const named = [...algorithmsOf('alg:SigningMethod'), ...algorithmsOf('md:EncryptionMethod')];
    expect(named).toHaveLength(7);
    expect(named.join()).not.toMatch(/sha1(?!.*mgf1p)|tripledes|rsa-1_5/);
  });

  test.skipIf(!samlSchemas)('is valid by the schemas of SAML', () => {
    const dir = mkdtempSync(join(tmpdir(), 'portal-metadata-'));
    writeFileSync(join(dir, 'all.xsd'), allSchemas());
    writeFileSync(join(dir, 'catalog.xml'), catalog());
    const validate = (xml: string) => {
      writeFileSync(join(dir, 'portal.xml'), xml);
      const files = [join(dir, 'all.xsd'), join(dir, 'portal.xml')] as const;
      execFileSync('xmllint', ['--nonet', '--noout', '--schema', ...files], {
        env: { ...process.env, XML_CATALOG_FILES: join(dir, 'catalog.xml') },
        stdio: 'pipe',
      });
    };
    validate(metadata);
    expect(() => validate(metadata.replace('<md:Organization>', '<md:Organisation>'))).toThrow();
    rmSync(dir, { recursive: true });
  });
});
