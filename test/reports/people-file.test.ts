import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onRecord } from '../support/on-record.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { followUpRoster } from './follow-up-roster.ts';

let portal: TestPortal;
let hr: Visitor;

const employees = () => portal.services.store.connection.collection('employees');
const nasty = ['=HYPERLINK("//ont")', '+46', '-2+3', '@SUM(A1)', '\tflik', '\rrad', '＝full'];

beforeAll(async () => {
  portal = await startTestPortal({ roster: followUpRoster });
  await employees().updateMany({}, { $set: { resetRequiredSince: null } });
  for (const [index, familyName] of nasty.entries())
    await onRecord(portal.services.store).change([String(5000 + index)], { familyName });
  hr = await portal.signIn('3001');
});
afterAll(() => portal.close());

const read = async (query = '', visitor = hr) => {
  const response = await visitor.get(`/uppfoljning/personer.csv${query}`);
  const rows = parse(response.text, { bom: true, delimiter: ';', relax_column_count: false });
  return { response, rows };
};

test('the file is what Swedish Excel opens: byte order mark, semicolons, a heading', async () => {
  const { response, rows } = await read();
  expect(response.text.startsWith('\uFEFFAnställningsnummer;Efternamn;Förnamn;Enhet;')).toBe(true);
  expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(response.headers['content-disposition']).toMatch(
    /^attachment; filename="?uppfoljning-\d{4}-\d\d-\d\d\.csv"?$/,
  );
  expect(response.headers['cache-control']).toBe('no-store');
  expect(rows).toHaveLength(74);
});

test('the file is sent as it is read, without a length known beforehand', async () => {
  const { response } = await read();
  expect(response.headers['transfer-encoding']).toBe('chunked');
  expect(response.headers['content-length']).toBeUndefined();
});

test('no cell is a formula to a spreadsheet', async () => {
  const { rows } = await read();
  const cells = rows.flat();
  for (const name of [...nasty, '=Formel']) expect(cells).toContain(`'${name}`);
  expect(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
});

test('the file holds those whom the list was filtered to, in its language', async () => {
  const visitor = await portal.signIn('3001', 'en');
  const { headers } = await visitor.submit('/uppfoljning/personer', { namn: 'falk' });
  const query = (headers.location ?? '').replace('/uppfoljning/personer', '');
  const { rows } = await read(query, visitor);
  expect(rows[0]?.slice(1, 3)).toEqual(['Family name', 'Given name']);
  expect(rows.slice(1).map(([number]) => number)).toEqual(['1006']);
});

test('each file is audited: who, how many rows, how much of the organisation', async () => {
  const exports = () =>
    portal.services.store.connection
      .collection('audit')
      .find({ action: 'report.exported' })
      .sort({ _id: -1 })
      .toArray();
  const before = (await exports()).length;
  await read('?status=not-started');
  await read('', await portal.signIn('2001'));
  const [manager, all, ...others] = await exports();
  expect(others.length).toBe(before);
  const { _id } = (await employees().findOne({ employeeNumbers: '3001' })) ?? {};
  expect(all).toMatchObject({
    actor: String(_id),
    result: 'ok',
    details: { rows: 73, scope: 'all' },
  });
  expect(manager).toMatchObject({ details: { rows: 4, scope: 'own-units' } });
});
