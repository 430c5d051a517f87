import { execFileSync } from 'node:child_process';
import type { Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCaller, type Scope } from '../api/api-caller.ts';
import { onRecord } from '../support/on-record.ts';
import { pdftotext } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { readWorkbook } from '../support/read-xlsx.ts';
import type { Visitor } from '../support/visitor.ts';
import { nameOf, routesOf, type Route } from '../support/walk-routes.ts';
import { followUpRoster } from './follow-up-roster.ts';
import { unitIds } from './read-report.ts';

/*
 * The routes come out of the access table: a new one is tried without being named here. That each role is
 * let in where the table says so, and nowhere else, is shown in test/architecture/routes.test.ts.
 */

let portal: TestPortal;
let units: Record<string, string>;
let idOf: (number: string) => Promise<string>;
const visitors: Record<string, Visitor> = {};

beforeAll(async () => {
  const managersToo = { HELPDESK_CODE: 'on', HELPDESK_CODE_MANAGERS: 'on' };
  portal = await startTestPortal({ roster: followUpRoster, environment: managersToo });
  const record = onRecord(portal.services.store);
  idOf = async (number) => (await record.idOf(number)).toHexString();
  const seated = ['1005', '2001', '2004', '3001', '3002', '3003'];
  await record.change(seated, { resetRequiredSince: null });
  await record.complete(['1001', '1004'], new Date());
  for (const number of seated) visitors[number] = await portal.signIn(number);
  units = unitIds((await visitors['3001']?.get('/uppfoljning/personer'))?.text ?? '');
});
afterAll(() => portal.close());

const sat = (number: string): Visitor => visitors[number] ?? portal.visitor();

/** What an answer says, whatever kind of file it is. */
const wordsOf = async ({ type, text, body }: Response): Promise<string> => {
  if (!Buffer.isBuffer(body)) return text;
  const bytes: Buffer = body;
  if (type.includes('spreadsheet')) return JSON.stringify((await readWorkbook(bytes)).rows);
  if (type !== 'application/pdf') return bytes.toString('utf8');
  return pdftotext
    ? execFileSync('pdftotext', ['-layout', '-', '-'], { input: bytes, encoding: 'utf8' })
    : '';
};

const isBytes = (url: string) => /\.(pdf|xlsx)(\?|$)/.test(url);

const ask = (visitor: Visitor, { method, url }: Pick<Route, 'method' | 'url'>) => {
  if (method !== 'GET') return visitor.submit(url);
  return isBytes(url) ? visitor.download(url) : visitor.get(url);
};

const read = async (visitor: Visitor, url: string) =>
  wordsOf(await ask(visitor, { method: 'GET', url }));

/** Where people of other units could show: all that a manager can open. */
const ofManagers = (given: Record<string, string>) =>
  routesOf(portal, given).filter(({ who }) => who.includes('manager') && who !== 'anyone');

/** In these places an id is a person's. */
const ofPerson = /\/(personer|person|koder)\/:id/;

const managers = [
  { manager: '2001', unit: 'Hemtjänst norr', of: ['1001', 'Åström'], other: '1004' },
  { manager: '2004', unit: 'Strandskolan', of: ['1004', '=Formel'], other: '1001' },
] as const;
const strangersOf = {
  '2001': ['Formel', 'Falk', 'Ängman', 'Holm', 'Andersson', 'Strandskolan'],
  '2004': ['Åström', 'Öberg', 'Ängman', 'Holm', 'Granit', 'Hemtjänst'],
};

describe.each(managers)('the manager $manager of $unit', ({ manager, of, other }) => {
  const strangers = strangersOf[manager];

  test('learns nothing of other units from any route, whatever is asked for', async () => {
    const foreign = { id: await idOf(other) };
    const elsewhere = Object.entries(units).find(([name]) => name === strangers.at(-1))?.[1];
    expect(elsewhere).toMatch(/^[0-9a-f]{16}$/);
    const query = `?enhet=${elsewhere}&unit=${elsewhere}&status=left&modul=varfor&scope=all`;
    const routes = ofManagers(foreign);
    expect(routes.length).toBeGreaterThan(30);
    for (const route of routes) {
      const response = await ask(sat(manager), { ...route, url: route.url + query });
      expect(response.status, nameOf(route)).toBeLessThan(500);
      const words = await wordsOf(response);
      for (const name of strangers) expect(words, nameOf(route)).not.toContain(name);
    }
  });

  test('finds no page of a person of another unit, and one of the own', async () => {
    const [number, name] = of;
    for (const route of ofManagers({ id: await idOf(other) }))
      if (ofPerson.test(route.path))
        expect((await ask(sat(manager), route)).status, nameOf(route)).toBe(404);
    const own = ofManagers({ id: await idOf(number) });
    const pages = own.filter(({ path, method }) => method === 'GET' && ofPerson.test(path));
    expect(pages.length).toBeGreaterThan(4);
    for (const route of pages.filter(({ path }) => !path.includes(':entry')))
      expect(await wordsOf(await ask(sat(manager), route)), nameOf(route)).toContain(name);
  });

  test('sees nobody of other units by any filter of any list or file', async () => {
    const lists = ['', '/personer', '/personer.csv', '/personer.xlsx', '/lista', '/enheter'];
    const filters = [
      ...Object.values(units).map((id) => `enhet=${id}`),
      ...['status=not-started', 'roll=employee', 'modul=varfor', 'den=2030-01-01'],
      ...['underenheter=nej', 'ordning=unit', `efter=${await idOf(other)}`, 'scope=all'],
    ];
    for (const list of lists)
      for (const filter of filters) {
        const url = `/uppfoljning${list}?${filter}`;
        const words = await read(sat(manager), url);
        for (const name of strangers) expect(words, url).not.toContain(name);
      }
  });
});

test('nothing of that is because nothing was there: HR finds each of them', async () => {
  const hr = sat('3001');
  const everybody = await read(hr, '/uppfoljning/personer.csv');
  for (const name of Object.values(strangersOf).flat()) expect(everybody).toContain(name);
  for (const route of routesOf(portal, { id: await idOf('1004') }))
    if (route.method === 'GET' && route.path === '/uppfoljning/personer/:id')
      expect(await wordsOf(await ask(hr, route))).toContain('=Formel');
});

test('a visitor learns of nobody from any route', async () => {
  for (const route of routesOf(portal, { id: await idOf('1004') })) {
    const words = await wordsOf(await ask(portal.visitor(), route));
    for (const name of ['=Formel', 'Åström', 'Granit'])
      expect(words, nameOf(route)).not.toContain(name);
  }
});

describe('the API', () => {
  const routes = () => routesOf(portal).filter(({ who }) => String(who).startsWith('token:'));

  test('opens to no session, whatever the role', async () => {
    expect(routes().length).toBeGreaterThan(2);
    for (const route of routes())
      for (const number of Object.keys(visitors))
        expect((await ask(sat(number), route)).status, nameOf(route)).toBe(401);
  });

  test('opens each route to a token of its scope and to no other', async () => {
    const caller = await createCaller(portal);
    const scopes: Scope[] = ['employees', 'units', 'completions'];
    for (const scope of scopes) {
      const { secret } = await caller.newToken([scope]);
      for (const { path, who } of routes()) {
        const { status } = await caller.get(path.replace('/api/v1', ''), secret);
        expect(status, `${path} with ${scope}`).toBe(who === `token:${scope}` ? 200 : 403);
      }
    }
  });
});
