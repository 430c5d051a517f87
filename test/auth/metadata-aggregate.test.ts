import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadIdpMetadata } from '../../src/auth/load-idp-metadata.ts';
import { readIdpMetadata } from '../../src/auth/idp-metadata.ts';
import {
  createIdentityProvider,
  createIdentityProviderKeys,
} from '../../src/dev/identity-provider/index.ts';
import { signingKeyOf, signXml } from '../../src/platform/sign-xml.ts';
import type { KeyPairPem } from '../../src/platform/key-pair.ts';

let keys: KeyPairPem;
let entityOf: (host: string) => string;
beforeAll(async () => {
  keys = await createIdentityProviderKeys();
  const own = createIdentityProvider({ baseUrl: 'https://idp.example', keys }).metadata();
  const bare = own
    .replace(/<\?xml[^>]*\?>/, '')
    .replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/, '')
    .replace(/ validUntil="[^"]*"/, '');
  entityOf = (host) => bare.replaceAll('idp.example', host).replace(/ ID="[^"]*"/, '');
});

const group = (content: string, attributes = '') =>
  `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"${attributes}>${content}</md:EntitiesDescriptor>`;

const wanted = { entityId: 'https://b.example/metadata' };

describe('an aggregate', () => {
  test('gives the one that is asked for, also from a group within', () => {
    const xml = group(entityOf('a.example') + group(entityOf('b.example')));
    expect(readIdpMetadata(xml, wanted).ssoUrl).toBe('https://b.example/sso');
  });

  test('is valid for as long as the shortest of what holds the entity', () => {
    const until = (day: string) => ` validUntil="2031-01-${day}T00:00:00Z"`;
    const xml = group(group(entityOf('b.example'), until('20')), until('10'));
    expect(readIdpMetadata(xml, wanted).validUntil).toEqual(new Date('2031-01-10T00:00:00Z'));
  });

  test.each<[string, string[], { entityId?: string }, string]>([
    ['nobody asks for one of', ['a.example', 'b.example'], {}, 'describes 2 entities'],
    ['does not have it', ['a.example'], wanted, 'https://b.example/metadata is not in it'],
    ['has it twice', ['b.example', 'b.example'], wanted, 'more than once'],
    ['is empty', [], wanted, 'not an EntityDescriptor'],
  ])('that %s is refused', (_what, hosts, want, said) => {
    expect(() => readIdpMetadata(group(hosts.map(entityOf).join('')), want)).toThrow(said);
  });
});

describe('algorithms that the metadata names', () => {
  const naming = (hashes: string[]) =>
    entityOf('b.example').replace(
      /(<md:IDPSSODescriptor[^>]*><md:Extensions>)/,
      `$1${hashes
        .map(
          (hash) =>
            `<alg:SigningMethod xmlns:alg="urn:oasis:names:tc:SAML:metadata:algsupport" Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-${hash}"/>`,
        )
        .join('')}`,
    );

  test.each([
    [['sha512'], 'sha512'],
    [['sha512', 'sha256'], 'sha256'],
  ])('%j: requests are signed with %s', (hashes, chosen) => {
    expect(readIdpMetadata(naming(hashes)).signatureHash).toBe(chosen);
  });

  test('of which we have none are refused', () => {
    expect(() => readIdpMetadata(naming(['md5']))).toThrow('neither RSA-SHA256 nor RSA-SHA512');
  });
});

describe('a source', () => {
  const open: Server[] = [];
  afterEach(() => open.splice(0).forEach((server) => server.close()));

  const serve = async (answerOf: (path: string) => string) => {
    const server = createServer((req, res) => res.end(answerOf(req.url ?? '')));
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  test('that answers metadata queries is asked for the entity alone', async () => {
    const source = await serve((path) =>
      path === '/md/entities/https%3A%2F%2Fb.example%2Fmetadata' ? entityOf('b.example') : '',
    );
    const read = await loadIdpMetadata({ ...wanted, source: `${source}/md/`, mdq: true });
    expect(read.entityId).toBe(wanted.entityId);
  });

  const aggregate = () => {
    const many = Array.from({ length: 60 }, (_, i) => entityOf(`host${i}.example`)).join('');
    const all = many + entityOf('b.example');
    return signXml(group(all, ' ID="_all"'), signingKeyOf(keys));
  };

  test('of a large signed aggregate is read in a thread of its own, by the pinned key', async () => {
    const xml = aggregate();
    expect(xml.length).toBeGreaterThan(100_000);
    const source = await serve(() => xml);
    const pinned = { ...wanted, source, pinnedCertificatePem: keys.certificatePem };
    const read = await loadIdpMetadata({ ...pinned });
    expect(read).toEqual(readIdpMetadata(entityOf('b.example')));
  });

  test('of a large aggregate that was changed on the way is refused all the same', async () => {
    const xml = aggregate().replace('https://b.example/sso', 'https://evil.example/sso');
    const source = await serve(() => xml);
    const pinned = { ...wanted, source, pinnedCertificatePem: keys.certificatePem };
    await expect(loadIdpMetadata(pinned)).rejects.toThrow('not signed by the pinned certificate');
  });
});
