import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onRecord } from '../support/on-record.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { followUpRoster } from './follow-up-roster.ts';
import { unitIds } from './read-report.ts';

/** Every report and API route of the committed list. */
const routes = readFileSync(join(import.meta.dirname, '../architecture/routes.txt'), 'utf8')
  .split('\n')
  .map((line) =>
    /^(GET|POST)\s+(\/(?:uppfoljning|api|paminnelser)\S*?)(?:\s+|(?=hr,))(.*)$/.exec(line),
  )
  .flatMap((found) =>
    found ? [{ method: found[1] ?? '', path: found[2] ?? '', who: found[3] ?? '' }] : [],
  );

let portal: TestPortal;
const visitors: Record<string, Visitor> = {};
/** Names of people in the units of others, in whatever form a page or file may have them. */
const others = ['Formel', 'Falk', 'Ängman', 'Holm', 'Andersson'];
let foreign: { person: string; unit: string; units: Record<string, string> };

beforeAll(async () => {
  portal = await startTestPortal({ roster: followUpRoster });
  const record = onRecord(portal.services.store);
  await record.change(['1005', '2001', '3001', '3002', '3003'], { resetRequiredSince: null });
  for (const [role, number] of Object.entries({
    ...{ employee: '1005', manager: '2001', hr: '3001', it: '3002', helpdesk: '3003' },
  }))
    visitors[role] = await portal.signIn(number);
  const units = unitIds((await visitors.hr?.get('/uppfoljning/personer'))?.text ?? '');
  const person = (await record.idOf('1004')).toHexString();
  foreign = { person, unit: units.Strandskolan ?? '', units };
});
afterAll(() => portal.close());

/** The route with somebody else's person and unit in every place that takes one. */
const addressOf = (path: string): string =>
  `${path.replace(/:\w+/g, foreign.person)}?enhet=${foreign.unit}&unit=${foreign.unit}&status=left`;

const ask = (visitor: Visitor, method: string, path: string) =>
  method === 'GET' ? visitor.get(addressOf(path)) : visitor.submit(addressOf(path));

test('there are routes to try', () => {
  expect(routes.length).toBeGreaterThan(8);
});

describe.each(routes)('$method $path', ({ method, path, who }) => {
  test.each(['employee', 'manager', 'hr', 'it', 'helpdesk'])(
    'lets %s in only where the list says so',
    async (role) => {
      const visitor = visitors[role];
      if (!visitor || path.startsWith('/api')) return;
      const { status } = await ask(visitor, method, path);
      if (who.split(',').some((one) => one.trim() === role)) expect(status).not.toBe(403);
      else expect([403, 404]).toContain(status);
      expect(status).toBeLessThan(500);
    },
  );

  test('tells a visitor without a session or token nothing', async () => {
    const { status, text } = await ask(portal.visitor(), method, path);
    expect(status === 200 && !path.includes('openapi')).toBe(false);
    for (const name of others) expect(text).not.toContain(name);
  });

  test('tells the manager of another unit nothing of it, whatever is asked for', async () => {
    const manager = visitors.manager;
    if (!manager || path.startsWith('/api')) return;
    // A PDF or a workbook has no text here: the same people are tried as CSV.
    const response = await ask(manager, method, path);
    if (!/html|csv|json/.test(response.type)) return;
    const { text } = response;
    for (const name of others) expect(text).not.toContain(name);
    expect(text).not.toContain('Strandskolan');
  });
});

test('a manager sees nobody of other units by any filter of any list or file', async () => {
  const manager = visitors.manager;
  const pages = ['', '/personer', '/personer.csv', '/lista', '/enheter'];
  const filters = [
    ...Object.values(foreign.units).map((unit) => `enhet=${unit}`),
    ...['status=not-started', 'roll=employee', 'modul=varfor', 'den=2030-01-01'],
    ...['underenheter=nej', 'ordning=unit', `efter=${foreign.person}`, 'scope=all'],
  ];
  for (const page of pages)
    for (const filter of filters) {
      const text = (await manager?.get(`/uppfoljning${page}?${filter}`))?.text ?? '';
      for (const name of others) expect(text, `${page}?${filter}`).not.toContain(name);
    }
});
