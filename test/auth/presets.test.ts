import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoKeyPair, readKeyPair } from '../../src/dev/demo-keys.ts';
import {
  createIdentityProvider,
  type ResponseOptions,
} from '../../src/dev/identity-provider/index.ts';
import { nameFormat } from '../../src/dev/identity-provider/saml-names.ts';
import { requestIn, startTestPortal, type TestPortal } from '../support/portal.ts';
import { lastRefusal } from './watch-portal.ts';

const loa3 = 'http://id.elegnamnden.se/loa/1.0/loa3';
const uncertified = 'http://id.swedenconnect.se/loa/1.0/uncertified-loa3';
const classes = 'urn:oasis:names:tc:SAML:2.0:ac:classes';
const bankId = 'urn:grn:authn:se:bankid';

/** What each one sends, as docs/identity-provider.md has it. */
interface Shape {
  preset: string;
  attribute: string;
  /** Levels that it gives. */
  gives: string[];
  /** Levels that it is asked for. */
  asked: string[];
  /** What it answers with, where that is not one that was asked for. */
  level?: string;
  by: 'redirect' | 'post';
  nameId: 'persistent' | 'transient';
  open?: true;
}

const personalNumberOid = 'urn:oid:1.2.752.29.4.13';
const shapes: Shape[] = [
  {
    preset: 'sweden-connect',
    attribute: personalNumberOid,
    gives: [loa3, uncertified],
    asked: [loa3, uncertified],
    by: 'redirect',
    nameId: 'persistent',
  },
  {
    preset: 'cgi',
    attribute: 'Subject_SerialNumber',
    gives: [uncertified],
    asked: [uncertified, loa3],
    by: 'redirect',
    nameId: 'transient',
  },
  {
    preset: 'signicat',
    attribute: 'nin',
    gives: [`${classes}:unspecified`],
    asked: [],
    by: 'post',
    nameId: 'persistent',
  },
  {
    preset: 'phenixid',
    attribute: 'userPersonalNumber',
    gives: [`${classes}:MobileTwoFactorContract`],
    asked: [`${classes}:MobileTwoFactorContract`],
    by: 'redirect',
    nameId: 'transient',
    open: true,
  },
  {
    preset: 'idura',
    attribute: 'ssn',
    gives: [bankId],
    asked: [bankId],
    level: `${bankId}:same-device`,
    by: 'redirect',
    nameId: 'persistent',
    open: true,
  },
  {
    preset: 'freja',
    attribute: personalNumberOid,
    gives: [loa3],
    asked: [loa3],
    by: 'redirect',
    nameId: 'persistent',
  },
];

let dir: string;
let portal: TestPortal;
const providers = new Map<string, ReturnType<typeof createIdentityProvider>>();

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'portal-presets-'));
  const keys = readKeyPair(
    await demoKeyPair(process.env.TEST_KEYS ?? dir, 'identity-provider', 2048),
  );
  for (const { preset, gives } of shapes) {
    const baseUrl = `http://127.0.0.1:1/${preset}`;
    const provider = createIdentityProvider({ baseUrl, keys, levels: gives });
    writeFileSync(join(dir, `${preset}.xml`), provider.metadata());
    providers.set(preset, provider);
  }
  const list = shapes.map(({ preset }) => ({
    id: preset,
    name: { sv: preset, en: preset },
    preset,
    metadata: `${preset}.xml`,
  }));
  // Whatever a preset says can be said otherwise, key by key.
  const own = { ...list[3], id: 'own', attributes: { personalNumber: 'pnr' }, levels: [loa3] };
  writeFileSync(join(dir, 'providers.yaml'), stringify({ providers: [...list, own] }));
  const environment = { SAML_PROVIDERS_FILE: join(dir, 'providers.yaml') };
  portal = await startTestPortal({ environment });
});
afterAll(async () => {
  await portal.close();
  rmSync(dir, { recursive: true, force: true });
});

const settingsOf = (id: string) => portal.config.saml.providers.find((one) => one.id === id);

/** Asks the provider and brings back what it says of Anna. */
const signIn = async ({ preset, attribute, level, open }: Shape, changed: ResponseOptions = {}) => {
  const visitor = portal.visitor();
  const provider = providers.get(preset);
  if (!provider) throw new Error(preset);
  const message = requestIn(await visitor.get(`/auth/login?hos=${preset}`));
  const request = provider.parse(message, portal.serviceProvider);
  const anna = portal.person('1001');
  const { SAMLResponse } = await provider.respond(request, anna, {
    attributes: { [attribute]: anna.personalNumber, firstName: 'Anna' },
    attributeNameFormat: attribute.startsWith('urn:') ? nameFormat.uri : nameFormat.basic,
    ...(level ? { authnContext: level } : {}),
    ...(open ? { encryptAssertion: false, signAssertion: false } : {}),
    ...changed,
  });
  const response = await visitor.post('/saml/acs', { SAMLResponse });
  return { visitor, request, message, response };
};

describe.each(shapes)('the preset $preset', (shape) => {
  const { preset, asked, by, nameId } = shape;

  test('signs in whom that provider names, in its own way', async () => {
    const { visitor, request, message, response } = await signIn(shape);
    expect(message.by).toBe(by);
    expect(request.nameIdFormat).toContain(nameId);
    expect(settingsOf(preset)?.signIn.asked).toEqual(asked);
    expect(response.status).toBe(303);
    expect((await visitor.get('/hjalp')).text).toContain('Anna');
  });

  test('refuses a level that is not one of its own', async () => {
    await signIn(shape, { authnContext: `${classes}:Password` });
    expect(await lastRefusal(portal)).toBe('SAML_LEVEL');
  });
});

test.each(shapes.filter(({ open }) => !open))(
  'the preset $preset refuses an assertion that is not encrypted',
  async (shape) => {
    await signIn(shape, { encryptAssertion: false });
    expect(await lastRefusal(portal)).toBe('SAML_NOT_ENCRYPTED');
  },
);

test('a key that is said beside a preset replaces that key alone', () => {
  expect(settingsOf('own')).toMatchObject({
    attributes: { personalNumber: 'pnr' },
    signIn: { levels: [loa3], asked: [loa3] },
    encryptedAssertions: false,
  });
});

test('our metadata declares and asks for what the presets need together', async () => {
  const metadata = await (await fetch(`${portal.origin}/saml/metadata`)).text();
  for (const text of [
    'loa3-pnr',
    'Name="nin" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic"',
  ])
    expect(metadata).toContain(text);
  expect(metadata.match(/<md:NameIDFormat>/g)).toHaveLength(2);
});
