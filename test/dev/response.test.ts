import { expect, test } from 'vitest';
import {
  createIdentityProvider,
  createIdentityProviderKeys,
  failures,
  readServiceProvider,
  type Failure,
  type ResponseOptions,
} from '../../src/dev/identity-provider/index.ts';
import {
  createServiceProvider,
  loa3,
  otherKeys,
  person,
  personalNumber,
} from './service-provider.ts';

const baseUrl = 'http://127.0.0.1:3001';
const identityProvider = createIdentityProvider({
  baseUrl,
  keys: await createIdentityProviderKeys(),
});
const portal = createServiceProvider(identityProvider);
const serviceProvider = readServiceProvider(portal.metadata);

const answer = async (options?: ResponseOptions, from = portal) =>
  identityProvider.answer(await from.requestUrl(), serviceProvider, person, options);
const signIn = async (options?: ResponseOptions) => portal.receive(await answer(options));

const xmlOf = ({ SAMLResponse }: { SAMLResponse: string }) =>
  Buffer.from(SAMLResponse, 'base64').toString('utf8');

test('a strict service provider accepts the answer and learns who the person is', async () => {
  const { profile } = await signIn();
  expect(profile).toMatchObject({
    issuer: identityProvider.entityId,
    nameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    'urn:oid:1.2.752.29.4.13': personalNumber,
    'urn:oid:2.5.4.4': 'O’Nord & Söner',
    'urn:oid:2.5.4.42': 'Åsa',
    'urn:oid:2.16.840.1.113730.3.1.241': 'Åsa O’Nord & Söner',
  });
  expect(profile?.getAssertionXml?.()).toContain(`>${loa3}</saml:AuthnContextClassRef>`);
});

test('the answer goes where metadata says, with the relay state as it came', async () => {
  const sent = await identityProvider.answer(
    await portal.requestUrl('/kurs?a=å&b'),
    serviceProvider,
    person,
  );
  expect(sent).toMatchObject({
    acsUrl: 'https://portal.example/saml/acs',
    RelayState: '/kurs?a=å&b',
  });
});

test('the NameID is the same each time and is not the personal number', async () => {
  const [first, second] = [await signIn(), await signIn()];
  expect(first.profile?.nameID).toBe(second.profile?.nameID);
  expect(first.profile?.nameID).not.toContain(personalNumber);
});

test('nothing of the person can be read in the response itself', async () => {
  const xml = xmlOf(await answer());
  for (const secret of [personalNumber, 'Åsa', person.id]) expect(xml).not.toContain(secret);
  expect(xml).toContain('http://www.w3.org/2009/xmlenc11#aes256-gcm');
  expect(xml).toContain('http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p');
});

test.each([
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
] as const)('an assertion encrypted by %s is read', async (contentEncryption) => {
  expect((await signIn({ contentEncryption })).profile?.nameID).toBeTruthy();
});

test('RSA-SHA512 is accepted', async () => {
  const signed = await answer({
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha512',
  });
  expect(xmlOf(signed)).toContain('rsa-sha512');
  expect((await portal.receive(signed)).profile?.nameID).toBeTruthy();
});

const other = createIdentityProvider({ baseUrl, keys: otherKeys });
const wrong: [string, ResponseOptions, RegExp][] = [
  ['no signature on the response', { signResponse: false }, /signature/],
  ['no signature on the assertion', { signAssertion: false }, /signature/],
  ['a foreign key', { signingKey: other.signingKey }, /signature/],
  ['another audience', { audience: 'https://other.example' }, /audience/],
  ['no audience', { audience: null }, /AudienceRestriction/],
  ['another request', { inResponseTo: '_other' }, /InResponseTo/],
  ['no request', { inResponseTo: null }, /InResponseTo/],
  ['another request in the subject', { subjectInResponseTo: '_other' }, /InResponseTo/],
  ['an end in the past', { notOnOrAfter: new Date(Date.now() - 60_000) }, /subject confirmation/],
  ['a stale assertion', { assertionIssueInstant: new Date(Date.now() - 600_000) }, /confirmation/],
  [
    'a value changed after signing',
    { changeAssertion: (xml) => xml.replace(personalNumber, '195702182568') },
    /signature/,
  ],
  [
    'a response changed after signing',
    { changeResponse: (xml) => xml.replace('Success', 'Sucess') },
    /signature/,
  ],
];

test.each(wrong)('an answer with %s is refused', async (_what, options, cause) => {
  await expect(signIn(options)).rejects.toThrow(cause);
});

const silently: [string, ResponseOptions, string][] = [
  ['Destination', { destination: 'https://wrong.example' }, 'Destination="https://wrong.example"'],
  ['Recipient', { recipient: 'https://wrong.example' }, 'Recipient="https://wrong.example"'],
  ['level', { authnContext: 'urn:other' }, '>urn:other</saml:AuthnContextClassRef>'],
  [
    'method',
    { subjectConfirmationMethod: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches' },
    'cm:sender-vouches',
  ],
  ['issuer', { assertionIssuer: 'https://wrong.example' }, '>https://wrong.example</saml:Issuer>'],
  ['AuthnInstant', { authnInstant: new Date(0) }, 'AuthnInstant="1970-01-01T00:00:00.000Z"'],
];

test.each(silently)('a wrong %s can be made too', async (_what, options, expected) => {
  expect(xmlOf(await answer({ ...options, encryptAssertion: false }))).toContain(expected);
});

const names = Object.keys(failures) as Failure[];

test.each(names)('%s is signed and carries no assertion', async (name) => {
  const sent = await answer(failures[name]);
  expect(xmlOf(sent)).not.toMatch(/Assertion[ >]/);
  expect(xmlOf(sent)).toContain('<ds:SignatureValue>');
  const profile = await portal.receive(sent).then(
    (received) => received.profile,
    (error: unknown) => (error as { xmlStatus: string }).xmlStatus,
  );
  if (name === 'noPassive') expect(profile).toBeNull();
  else expect(profile).toContain(failures[name].subStatus);
});

test('an error status that carries an assertion can be made', async () => {
  const xml = xmlOf(await answer({ ...failures.cancel, hasAssertion: true }));
  expect(xml).toContain('EncryptedAssertion');
  expect(xml).toContain('status/1.0/cancel');
});

test('the first level asked for that is offered is given', async () => {
  const uncertified = 'http://id.swedenconnect.se/loa/1.0/uncertified-loa3';
  const asks = createServiceProvider(identityProvider, {
    authnContext: ['urn:x', uncertified, loa3],
  });
  expect(xmlOf(await answer({ encryptAssertion: false }, asks))).toContain(`>${uncertified}<`);
});

test('a level that is not offered is answered with NoAuthnContext', async () => {
  const asks = createServiceProvider(identityProvider, { authnContext: ['urn:x'] });
  const xml = xmlOf(await answer({}, asks));
  expect(xml).toContain('status:NoAuthnContext');
  expect(xml).not.toContain('EncryptedAssertion');
});

test('a NameID format that is not offered is answered with InvalidNameIDPolicy', async () => {
  const identifierFormat = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
  const asks = createServiceProvider(identityProvider, { identifierFormat });
  expect(xmlOf(await answer({}, asks))).toContain('status:InvalidNameIDPolicy');
});

test('a transient NameID is new each time', async () => {
  const identifierFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
  const asks = createServiceProvider(identityProvider, { identifierFormat });
  const nameIdOf = (xml: string) => /<saml:NameID[^>]*>([^<]+)</.exec(xml)?.[1];
  const sent = [
    await answer({ encryptAssertion: false }, asks),
    await answer({ encryptAssertion: false }, asks),
  ];
  const [first, second] = sent.map((each) => nameIdOf(xmlOf(each)));
  expect(first).toBeTruthy();
  expect(first).not.toBe(second);
});
