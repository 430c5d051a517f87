import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { smallRoster } from '../support/small-roster.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let hr: Visitor;
beforeAll(async () => {
  portal = await startTestPortal({ environment: { ROSTER_MAX_MB: '1' } });
  hr = await portal.signInAndReset('3001');
});
afterAll(() => portal.close());

const changedRoster = smallRoster
  .replace('1002;199112102398;Bo;Öberg', '1002;199112102398;Bo;Ek')
  .replace(/^1004;.*\n/m, '')
  .concat('1007;;Oda;Ny;;;Utbildning / Fritids;2004;;\n')
  .concat('1008;199112102381;Pia;Fel;;;Utbildning / Fritids;2004;;\n');

const dryRun = async (visitor: Visitor, text: string | Buffer, name = 'lista.csv') => {
  await visitor.get('/personallista');
  return visitor.upload('/personallista', 'fil', { name, bytes: Buffer.from(text) });
};

const planOf = async (visitor: Visitor, text: string): Promise<string> => {
  const sent = await dryRun(visitor, text);
  expect(sent.status).toBe(303);
  const path = String(sent.headers.location);
  await visitor.get(path);
  return path;
};

const people = () => portal.services.store.connection.collection('employees');
const active = () => people().countDocuments({ active: true });
/** That a standing is to be worked out anew comes and goes beside the roster. */
const standing = { projection: { standingStale: 0 } };
const everything = async () =>
  JSON.stringify(
    await Promise.all(
      ['employees', 'units'].map((name) =>
        portal.services.store.connection
          .collection(name)
          .find({}, standing)
          .sort({ _id: 1 })
          .toArray(),
      ),
    ),
  );
const audited = async (action: string) =>
  portal.services.store.connection.collection('audit').countDocuments({ action });

describe('a dry run', () => {
  test('tells who is new, who changes and how, who leaves, and which rows are left out and why', async () => {
    const before = await everything();
    const path = await planOf(hr, changedRoster);
    const page = async (kind: string) => (await hr.get(`${path}?visa=${kind}`)).text;
    expect(await page('added')).toMatch(/Ny, Oda[\s\S]*1007[\s\S]*Fritids/);
    expect(await page('changed')).toMatch(
      /Öberg, Bo[\s\S]*Efternamn:<\/strong> <del>Öberg<\/del>[\s\S]*<ins>Ek<\/ins>/,
    );
    expect(await page('leaving')).toMatch(/=Formel, Dana[\s\S]*1004/);
    expect(await page('rejected')).toMatch(/Rad 15[\s\S]*Personnumret stämmer inte/);
    expect(await page('added')).toMatch(/Nya enheter[\s\S]*Fritids/);
    expect(await everything()).toBe(before);
  });

  test('shows no personal number, and leaves none in the store, in the log or in a file', async () => {
    const path = await planOf(hr, changedRoster);
    const kinds = ['added', 'changed', 'leaving', 'rejected', 'warning'];
    const pages = await Promise.all(kinds.map((kind) => hr.get(`${path}?visa=${kind}`)));
    const collections = ['roster-imports', 'roster-changes', 'roster-state', 'audit'];
    const stored = await Promise.all(
      collections.map((name) => portal.services.store.connection.collection(name).find().toArray()),
    );
    const all = [...pages.map(({ text }) => text), JSON.stringify(stored), portal.logText()].join();
    expect(all).not.toMatch(/19911[0-9]{7}|9911[0-9]{2}-?[0-9]{4}/);
    const wal = readFileSync(join(portal.dataDir, 'store.sqlite-wal')).toString('latin1');
    expect(wal).not.toContain('199112102398');
  });

  test.each<[string, string | Buffer, string, string]>([
    ['an empty file', '', 'a.csv', 'Filen är tom'],
    ['a workbook', Buffer.from('PK\x03\x04rest'), 'a.xlsx', 'Excel-fil'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]), 'a.png', 'ingen lista i text'],
    [
      'another list',
      'Namn;Ålder\nKim;3\n',
      'a.csv',
      'saknas i filens första rad: ”Anställningsnummer”',
    ],
    ['a file that is too large', Buffer.alloc(2 * 1024 ** 2, 'a'), 'a.csv', 'större än 1 MB'],
  ])('of %s says what is wrong, at the field', async (_what, bytes, name, words) => {
    const before = await everything();
    const page = await dryRun(hr, bytes, name);
    expect(page.status).toBe(422);
    expect(page.text).toContain('href="#fil"');
    expect(page.text).toContain(words);
    expect(await everything()).toBe(before);
  });

  test('without a file asks for one', async () => {
    await hr.get('/personallista');
    const page = await hr.submit('/personallista');
    expect([page.status, page.text.includes('Välj en fil först')]).toEqual([422, true]);
  });

  test('of a broken form is refused, and of one without its token', async () => {
    await hr.get('/personallista');
    const sent = await hr.broken('/personallista');
    expect(sent.status).toBe(400);
    const foreign = portal.visitor();
    expect(
      (await foreign.upload('/personallista', 'fil', { name: 'a', bytes: Buffer.from('a') }))
        .status,
    ).toBe(401);
  });

  test('speaks English too', async () => {
    const english = await portal.signIn('3001', 'en');
    const path = await planOf(english, changedRoster);
    const page = (await english.get(`${path}?visa=rejected`)).text;
    expect(page).toContain('The personal number is not valid.');
    expect(page).toContain('Dry run of lista.csv');
  });
});

describe('an import from the page', () => {
  const apply = (visitor: Visitor, path: string, form = {}) =>
    visitor.submit(`${path}/genomfor`, form);

  test('of a double click is carried out once', async () => {
    const path = await planOf(hr, changedRoster);
    const imported = await audited('roster.imported');
    const both = await Promise.all([apply(hr, path), apply(hr, path)]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect((await hr.get(path)).text).toContain('Listan är inläst');
    expect(await audited('roster.imported')).toBe(imported + 1);
    expect(await people().countDocuments({ employeeNumbers: '1007' })).toBe(1);
    expect(await active()).toBe(13);
  });

  test('stands in the history: who, which file, how many', async () => {
    const page = (await hr.get('/personallista')).text;
    expect(page).toMatch(/Lind, Åsa[\s\S]*lista\.csv[\s\S]*Inläst/);
    expect(page).toContain('IT, på servern');
  });

  test('is refused when another HR officer has changed the roster since', async () => {
    const other = await portal.signIn('3001');
    const [mine, theirs] = [await planOf(hr, smallRoster), await planOf(other, changedRoster)];
    await apply(other, theirs);
    const before = await everything();
    await hr.get(mine);
    const page = await apply(hr, mine);
    expect(page.status).toBe(409);
    expect(page.text).toContain('Gör en ny torrkörning');
    expect(await everything()).toBe(before);
  });

  test('with too many leavers wants a yes', async () => {
    const few = smallRoster
      .split('\n')
      .slice(0, 5)
      .concat(smallRoster.split('\n').slice(10))
      .join('\n');
    const path = await planOf(hr, few);
    const before = await everything();
    const asked = await apply(hr, path);
    expect([asked.status, asked.text.includes('Kryssa i')]).toEqual([409, true]);
    expect(await everything()).toBe(before);
  });

  test('is taken back, once', async () => {
    const path = await planOf(hr, smallRoster);
    const before = await active();
    await apply(hr, path);
    expect((await people().findOne({ employeeNumbers: '1002' }))?.familyName).toBe('Öberg');
    const page = (await hr.get(path)).text;
    expect(page).toContain('Ta tillbaka listan');
    expect((await hr.submit(`${path}/angra`)).status).toBe(303);
    expect((await people().findOne({ employeeNumbers: '1002' }))?.familyName).toBe('Ek');
    expect(await active()).toBe(before);
    expect((await hr.get('/personallista')).text).toMatch(
      /Tog tillbaka en lista[\s\S]*Tillbakatagen/,
    );
    const again = await hr.submit(`${path}/angra`);
    expect([again.status, again.text.includes('redan tillbakatagen')]).toEqual([409, true]);
    expect(await audited('roster.undone')).toBe(1);
  });

  test('is HR’s alone', async () => {
    const path = await planOf(hr, smallRoster);
    for (const number of ['1001', '2001', '3002', '3003']) {
      const visitor = await portal.signInAndReset(number);
      expect((await visitor.get('/personallista')).status).toBe(403);
      expect((await visitor.get(path)).status).toBe(403);
      expect((await visitor.submit(`${path}/genomfor`)).status).toBe(403);
      expect(
        (
          await visitor.upload('/personallista', 'fil', {
            name: 'a.csv',
            bytes: Buffer.from(smallRoster),
          })
        ).status,
      ).toBe(403);
    }
    expect((await hr.submit(`${path}/slang`)).status).toBe(303);
    expect((await hr.get(path)).status).toBe(404);
  });
});
