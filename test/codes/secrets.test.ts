import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goodPassword, startTestPortal, type TestPortal } from '../support/portal.ts';
import { documentsIn } from '../support/test-database.ts';
import { browser, codeOn, collection, enter, giveCode, newCode } from './codes-world.ts';

let portal: TestPortal;
let codes: string[];
let seen: Record<string, string>;

const bytesOf = (dir: string): string =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)).toString('latin1'))
    .join('\n');

const sheetOn = (html: string) =>
  [...html.matchAll(/class="phrase">([0-9A-Z-]{14})</g)].map(([, code]) => code ?? '');

beforeAll(async () => {
  portal = await startTestPortal({ environment: { VOUCHING: 'unit' } });
  const helpdesk = await portal.signInAndReset('3003');
  const used = await newCode(portal, helpdesk, '1003');
  const refused = await newCode(portal, helpdesk, '1004');
  const visitor = browser(portal);
  await enter(portal, '1003', used, visitor);
  await enter(portal, '1002', refused);
  await enter(portal, refused, refused);
  await enter(portal, portal.person('1001').personalNumber, refused);
  const given = await giveCode(portal, helpdesk, '1006', { 'hur-known': '1', satt: 'sheet' });
  const sheet = sheetOn(given.text);
  const form = { namn: '1006', kod: sheet[0] ?? '', losenord: goodPassword };
  const own = browser(portal);
  await own.get('/utan-bankid/kodblad');
  await own.submit('/utan-bankid/kodblad', form);
  let vouched = '';
  for (const number of ['1002', '1005']) {
    const colleague = await portal.signInAndReset(number);
    const { text } = await colleague.submit('/intyga/intygat', { nummer: '1001', sakert: '1' });
    vouched = codeOn(text);
  }
  codes = [used, refused, vouched, ...sheet];
  const it = await portal.signInAndReset('3002');
  const audit = await collection(portal, 'audit').find({}).toArray();
  const elsewhere = portal.config.mongodbUri
    ? Buffer.concat(await documentsIn(portal.services.store.connection)).toString('latin1')
    : '';
  seen = {
    'the log': portal.logText(),
    'the audit': JSON.stringify(audit),
    'the file of the log': (await it.get('/logg/fil.csv')).text,
    'the page of codes': (await it.get('/utlamnade-koder')).text,
    'the data folder': bytesOf(portal.dataDir) + elsewhere,
  };
});
afterAll(() => portal.close());

describe.each([
  'the log',
  'the audit',
  'the file of the log',
  'the page of codes',
  'the data folder',
])('in %s', (place) => {
  test('no code stands, with or without its hyphens, and no personal number that was typed for a name', () => {
    const text = seen[place] ?? '';
    expect(text.length).toBeGreaterThan(500);
    expect(codes).toHaveLength(13);
    for (const code of [...codes, portal.person('1001').personalNumber]) {
      expect(code.length).toBeGreaterThan(11);
      expect(text).not.toContain(code);
      expect(text).not.toContain(code.replaceAll('-', ''));
      expect(text).not.toContain(code.replaceAll('-', '').slice(1));
    }
  });
});

test('the search would find what is there', () => {
  expect(seen['the audit']).toMatch(/code\.issued.*code\.used.*code\.refused.*sheet\.issued/);
  expect(seen['the data folder']).toContain('$argon2id$');
});
