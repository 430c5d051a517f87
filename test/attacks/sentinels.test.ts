import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLearner } from '../completion/course-visitor.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { documentsIn } from '../support/test-database.ts';
import type { Visitor } from '../support/visitor.ts';
import { writtenAs } from '../support/written-as.ts';

/** Nothing else in the portal looks like these. */
const password = 'vintergäck sjuttiotolv mörkerseende plåtslagare';
const refusedPassword = 'Norrstrand ejderdunsbolster';
const privateMobile = '+46701740613';
const privateMail = 'planterad.adress@privat.example';

let portal: TestPortal;
let seen: Record<string, string>;
let samlResponse = '';

/** The identity provider's answer, as the browser carries it. */
const identify = async (visitor: Visitor, path: string, number: string) => {
  const url = (await visitor.get(path)).headers.location ?? '';
  const person = portal.person(number);
  const { SAMLResponse } = await portal.provider.answer(url, portal.serviceProvider, person);
  samlResponse = SAMLResponse;
  return visitor.follow(await visitor.post('/saml/acs', { SAMLResponse }));
};

/** In a MongoDB elsewhere; the embedded store has its documents in the data folder. */
const bytesElsewhere = async ({ config, services }: TestPortal): Promise<string> =>
  config.mongodbUri
    ? Buffer.concat(await documentsIn(services.store.connection)).toString('latin1')
    : '';

const bytesOf = (dir: string): string =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('demo-keys'))
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)).toString('latin1'))
    .join('\n');

beforeAll(async () => {
  const heads = mkdtempSync(join(tmpdir(), 'portal-heads-'));
  const headFile = join(heads, 'heads.log');
  portal = await startTestPortal({ environment: { AUDIT_HEAD_FILE: headFile } });
  const visitor = portal.visitor();
  const pages: string[] = [];
  await identify(visitor, '/auth/login', '1001');
  await identify(visitor, '/auth/stepup?syfte=reset', '1001');
  for (const tried of [refusedPassword, password])
    pages.push(
      (await visitor.follow(await visitor.submit('/losenord/nytt', { password: tried }))).text,
    );
  // A form that comes too late, one without its token, and a broken answer.
  await visitor.submit('/losenord/nytt', { password });
  await visitor.post('/losenord/nytt', { password });
  await visitor.post('/saml/acs', { SAMLResponse: samlResponse });
  await visitor.post('/saml/acs', { SAMLResponse: samlResponse.slice(0, -40) });
  // Somebody takes the address bar for a search field.
  const { personalNumber } = portal.person('1001');
  for (const typed of [personalNumber, personalNumber.replace(/^..(.*)(....)$/, '$1-$2')])
    for (const path of [`/${typed}`, `/finns/${typed}/inte?namn=${typed}`]) await visitor.get(path);
  pages.push(...(await createLearner(portal, visitor).readPages()));
  const own = (await visitor.get('/mina-intyg/uppgifter.json', 'application/json')).text;
  // Contact details, given, half typed in an ended session, and looked at.
  await visitor.submit('/kontakt', { mobile: privateMobile, email: privateMail, answer: 'yes' });
  const typed = { mobile: privateMobile, email: privateMail, password };
  await visitor.from('/kontakt').submit('/kvar', typed);
  expect(visitor.cookies.has('portal.kept')).toBe(true);
  const kept = [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
  const hr = await portal.signInAndReset('3001');
  await hr.submit('/kontakter', { namn: portal.person('1001').personalNumber });
  await hr.submit('/kontakter', { namn: 'anna' });
  const csv = (await hr.get('/uppfoljning/personer.csv')).text;
  const it = await portal.signInAndReset('3002');
  const log = (await it.get('/logg/fil.csv')).text;
  pages.push((await it.get('/logg')).text, (await hr.get('/insyn')).text);
  await portal.services.log.stop();
  const audit = await portal.services.store.connection.collection('audit').find({}).toArray();
  seen = {
    'the log': portal.logText(),
    'the audit': JSON.stringify(audit),
    'the data folder': bytesOf(portal.dataDir) + (await bytesElsewhere(portal)),
    'the file of people': csv,
    'the file of the log': log,
    'the file of oneself': own,
    'the second place': readFileSync(headFile, 'utf8').repeat(3),
    'the cookies': kept.repeat(3),
    'the pages': pages.join('\n'),
  };
});
afterAll(() => portal.close());

const places = [
  'the log',
  'the audit',
  'the data folder',
  'the file of people',
  'the file of the log',
  'the file of oneself',
  'the second place',
  'the cookies',
  'the pages',
];

describe.each(places)('in %s', (place) => {
  test.each([
    ['the personal number', () => portal.person('1001').personalNumber],
    ['the personal number in ten digits', () => portal.person('1001').personalNumber.slice(2)],
    [
      'the personal number with its hyphen',
      () => portal.person('1001').personalNumber.replace(/(\d{4})$/, '-$1'),
    ],
    ['the password', () => password],
    ['a password that was refused', () => refusedPassword],
    ['what the identity provider sent', () => samlResponse.slice(1000, 1100)],
    [
      'what the identity provider sent, decoded',
      () => Buffer.from(samlResponse, 'base64').toString().slice(-400, -300),
    ],
  ])('%s stands nowhere', (_what, secret) => {
    const text = seen[place] ?? '';
    expect(text.length).toBeGreaterThan(500);
    for (const written of writtenAs(secret())) {
      expect(written.length).toBeGreaterThan(4);
      expect(text.includes(written), written).toBe(false);
    }
  });
});

test.each(['the log', 'the audit', 'the file of people', 'the file of the log', 'the cookies'])(
  'private contact details stand nowhere in %s',
  (place) => {
    for (const secret of [privateMobile, privateMobile.slice(3), privateMail])
      for (const written of writtenAs(secret))
        expect((seen[place] ?? '').includes(written), written).toBe(false);
  },
);

test('the search would find what is there', () => {
  expect(seen['the data folder']).toContain(privateMail);
  // What is sent to people waits there, too.
  expect(seen['the data folder']).toContain(writtenAs('Ditt lösenord har bytts')[0]);
  expect(seen['the data folder']).toContain(writtenAs('Åström')[0]);
  expect(seen['the audit']).toMatch(/"reset\.password".*"refused".*"reset\.password".*"ok"/);
  expect(seen['the pages']).toContain('<h1');
  expect(seen['the log']).toContain('"path":"/[number]"');
  expect(seen['the log']).not.toContain('"fault"');
});
