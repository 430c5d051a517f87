import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditActions, auditDetails } from '../../src/audit/index.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let it: Visitor;
let hr: Visitor;
beforeAll(async () => {
  portal = await startTestPortal();
  await portal.signInAndReset('1001');
  hr = await portal.signInAndReset('3001');
  it = await portal.signInAndReset('3002');
});
afterAll(() => portal.close());

const rowsIn = (html: string) =>
  [...html.matchAll(/<tr>\s*<th scope="row">(\d+)<\/th>([\s\S]*?)<\/tr>/g)].map(
    ([, number, row = '']): [number, string] => [
      Number(number),
      row.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '),
    ],
  );

const read = async (visitor: Visitor, path: string) => {
  const page = await visitor.get(path);
  expect(page.status).toBe(200);
  return rowsIn(page.text);
};

describe('IT reads the log', () => {
  test('the latest first, with names, in words, and from where', async () => {
    const rows = await read(it, '/logg');
    expect(rows.map(([number]) => number)).toEqual(
      rows.map(([number]) => number).toSorted((a, b) => b - a),
    );
    const signIn = rows.find(
      ([, row]) => row.includes('Åström, Anna') && row.includes('Loggade in'),
    );
    expect(signIn?.[1]).toMatch(/(127\.0\.0\.1|::1)/);
  });

  test('by person, by what was done, by result and by day', async () => {
    const annas = await read(it, '/logg?person=anna');
    for (const [, row] of annas) expect(row).toContain('Åström, Anna');
    expect(annas.length).toBeGreaterThan(3);
    expect(new Set(annas.map(([number]) => number)).size).toBe(annas.length);
    const resets = await read(it, '/logg?handelse=reset.password');
    expect(resets).toHaveLength(3);
    for (const [, row] of resets) expect(row).toContain('Byte av lösenord');
    expect(await read(it, '/logg?utfall=failed')).toEqual([]);
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' });
    expect((await read(it, `/logg?fran=${today}&till=${today}`)).length).toBeGreaterThan(5);
    expect(await read(it, '/logg?till=2020-01-01')).toEqual([]);
    expect(await read(it, '/logg?person=finns-inte')).toEqual([]);
  });

  test.each([
    'till=9999-12-31',
    'fran=0000-01-01&till=0001-01-01',
    'fran=2026-02-30',
    'fore=1e308',
    'person=(.*&handelse[$ne]=x&utfall=ok&utfall=failed',
  ])('and is not thrown off by ?%s', async (query) => {
    expect((await it.get(`/logg?${query}`)).status).toBe(200);
  });

  test('also what an earlier version wrote, whose words are no longer ours', async () => {
    const old = { details: { outcome: 'imported', scope: 'everywhere', status: 'half' } };
    const { audit } = portal.services.auth;
    await audit.record({ action: 'report.viewed', result: 'ok', ...old } as never);
    await audit.record({ action: 'campaign.opened', result: 'ok' } as never);
    const rows = await read(it, '/logg');
    expect(rows[0]?.[1]).toContain('campaign.opened');
    expect(rows[1]?.[1]).toContain('outcome: imported, scope: everywhere, status: half');
    expect((await it.get('/logg/fil.csv')).text).toContain(';campaign.opened;');
  });

  test('and is told to write more when a name means too many people to show all of', async () => {
    const employees = portal.services.store.connection.collection('employees');
    const one = await employees.findOne({ employeeNumbers: '1006' });
    const copy = (n: number) => ({
      ...one,
      _id: new Types.ObjectId(),
      personKey: `copy:${n}`,
      employeeNumbers: [`klon${n}`],
      searchName: 'klon',
    });
    await employees.insertMany(Array.from({ length: 101 }, (_, n) => copy(n)));
    const page = await it.get('/logg?person=klon');
    expect(page.text).toContain('Fler än hundra personer heter så');
    await employees.deleteMany({ searchName: 'klon' });
    expect((await it.get('/logg?person=klon')).text).toContain('Inget i loggen passar');
  });

  test('page by page, each record once', async () => {
    for (let n = 0; n < 60; n += 1)
      await portal.services.auth.audit.record({
        action: 'completion.recorded',
        result: 'ok',
      });
    const first = (await it.get('/logg?handelse=completion.recorded')).text;
    const next = /<nav class="pager"[\s\S]*?href="([^"]*fore=[^"]*)"/.exec(first)?.[1];
    const second = await read(it, (next ?? '').replaceAll('&amp;', '&'));
    const numbers = [...rowsIn(first), ...second].map(([number]) => number);
    expect(new Set(numbers).size).toBe(60);
    expect(numbers).toHaveLength(60);
  });

  test('as a file, whose download is in the log', async () => {
    const file = await it.get('/logg/fil.csv?handelse=signin.accepted');
    expect(file.text.charCodeAt(0)).toBe(0xfeff);
    expect(file.text).toMatch(/;"?Åström, Anna"?;Loggade in;/);
    expect((await read(it, '/logg?handelse=audit.exported'))[0]?.[1]).toContain('Is, Ivar');
  });
});

describe('HR sees who has looked at whom', () => {
  test('and nothing else, whatever is asked for', async () => {
    await hr.get('/kontakter');
    await hr.submit('/kontakter', { namn: 'anna' });
    await hr.get('/uppfoljning/personer');
    const rows = await read(hr, '/insyn');
    expect(
      rows.some(([, row]) => row.includes('Lind, Åsa Såg andras kontaktuppgifter Åström, Anna')),
    ).toBe(true);
    expect(rows.some(([, row]) => row.includes('Såg listan över personer'))).toBe(true);
    for (const [, row] of [...rows, ...(await read(hr, '/insyn?handelse=reset.password'))])
      expect(row).toMatch(/Såg|Läste|Laddade ner/);
  });

  test('and that IT looked at somebody in the log', async () => {
    await it.get('/logg?person=anna');
    const [latest] = await read(hr, '/insyn?person=anna');
    expect(latest?.[1]).toContain('Is, Ivar Läste loggen sidan /logg, sökte på namn Åström, Anna');
  });

  test('in words, with the unit’s name', async () => {
    const units = portal.services.store.connection.collection<{ _id: string }>('units');
    const school = await units.findOne({ name: 'Strandskolan' });
    await hr.get(`/uppfoljning/personer?enhet=${school?._id ?? ''}`);
    expect((await read(hr, '/insyn?handelse=report.viewed'))[0]?.[1]).toContain(
      'Såg listan över personer enhet: Strandskolan',
    );
  });

  test('also as a file, which holds nothing else and is itself seen', async () => {
    const file = (await hr.get('/insyn/fil.csv?handelse=reset.password')).text;
    const rows = file.trimEnd().split('\r\n').slice(1);
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) expect(row).toMatch(/;(Såg|Läste|Laddade ner) /);
    expect((await read(hr, '/insyn'))[0]?.[1]).toContain('Laddade ner loggen sidan /insyn');
  });

  test('but not the log, nor IT the page of HR', async () => {
    expect((await hr.get('/logg')).status).toBe(403);
    expect((await it.get('/insyn')).status).toBe(403);
    expect((await hr.get('/logg/fil.csv')).status).toBe(403);
  });
});

test('every action, and whatever else a record can say, has its words in both languages', () => {
  for (const t of Object.values(portal.services.i18n)) {
    for (const action of auditActions) expect(t(`audit.action.${action}`)).toBeTruthy();
    for (const detail of auditDetails.filter((one) => one !== 'scope'))
      expect(t(`audit.detail.${detail}`, { value: 1 })).toBeTruthy();
    for (const scope of ['all', 'own-units']) expect(t(`audit.detail.scope.${scope}`)).toBeTruthy();
  }
});
