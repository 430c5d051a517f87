import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onRecord } from '../support/on-record.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { followUpRoster } from './follow-up-roster.ts';
import { namesIn, readAllPages, sharesIn, unitIds } from './read-report.ts';

const everyUnit = '/uppfoljning/enheter?ordning=organisation';

let portal: TestPortal;
let hr: Visitor;
let units: Record<string, string>;

beforeAll(async () => {
  portal = await startTestPortal({ roster: followUpRoster });
  const record = onRecord(portal.services.store);
  await record.change(['3001', '2001', '2003', '1005', '1006', '3002', '3003'], {
    resetRequiredSince: null,
  });
  await record.complete(['1001', '1002', '1004'], new Date('2026-11-24T06:30:00Z'));
  await record.begin(['1003'], new Date());
  hr = await portal.signIn('3001');
  units = unitIds((await hr.get('/uppfoljning/personer')).text);
});
afterAll(() => portal.close());

/** What the form leads to: an address without the name that was searched for. */
const addressOf = async (visitor: Visitor, query: Record<string, string>): Promise<string> => {
  const response = await visitor.submit('/uppfoljning/personer', query);
  expect(response.status).toBe(303);
  return response.headers.location ?? '';
};

const list = async (visitor: Visitor, query: Record<string, string>) => {
  const response = await visitor.get(await addressOf(visitor, query));
  expect(response.status).toBe(200);
  return namesIn(response.text);
};
const unit = (name: string): string => units[name] ?? '';

describe('HR', () => {
  test('sees the share of each unit, rolled up to the units above it', async () => {
    const shares = sharesIn((await hr.get(everyUnit)).text);
    expect(shares['Hemtjänst norr']).toEqual({
      share: '50 %',
      late: '0',
      login: '50 %',
      people: '4',
    });
    expect(shares['Hemtjänst söder']).toEqual({
      share: '0 %',
      late: '0',
      login: '0 %',
      people: '2',
    });
    expect(shares['Hemtjänst']).toEqual({ share: '28 %', late: '0', login: '42 %', people: '7' });
    expect(shares['Vård och omsorg']).toEqual(shares['Hemtjänst']);
    expect(shares.Strandskolan?.people).toBe('63');
    expect(Object.keys(shares)).toEqual(Object.keys(units));
  });

  test.each([
    ['done', ['=Formel, Dana', 'Åström, Anna', 'Öberg, Bo']],
    ['in-progress', ['Ängman, Cilla']],
  ])('finds those who are %s', async (status, names) => {
    expect(await list(hr, { status })).toEqual(names);
  });

  test('finds those who have no new login, within a unit', async () => {
    const query = { status: 'reset-left', enhet: unit('Hemtjänst') };
    expect(await list(hr, query)).toEqual([
      'Holm, Hans',
      'Åström, Anna',
      'Ängman, Cilla',
      'Öberg, Bo',
    ]);
  });

  test('sees with a unit everybody of the units below it', async () => {
    const names = await list(hr, { enhet: unit('Vård och omsorg') });
    expect(names).toHaveLength(7);
    expect(await list(hr, { enhet: unit('Hemtjänst söder') })).toEqual([
      'Holm, Hans',
      'Ängman, Cilla',
    ]);
  });

  test.each([
    ['åström', ['Åström, Anna']],
    ['ÖBERG', ['Öberg, Bo']],
    ['öberg'.normalize('NFD'), ['Öberg, Bo']],
    ['Åström, Anna', ['Åström, Anna']],
    ['anna åst', ['Åström, Anna']],
    ['marie zorn', ['Zorn, Britt-Marie']],
    ['1004', ['=Formel, Dana']],
    ['=formel', ['=Formel, Dana']],
    ['.*', []],
    ['(', []],
    ['[a-z]+$', []],
    ['\\', []],
    ['ström', []],
    [' , ', []],
    ['ann\u2028ås', ['Åström, Anna']],
  ])('finds by a search for %j', async (namn, names) => {
    expect(await list(hr, { namn })).toEqual(names);
  });

  test('reads a long list page by page, in Swedish order, each person once', async () => {
    const { names, pages } = await readAllPages(hr, '/uppfoljning/personer');
    expect(pages).toBe(2);
    expect(names).toHaveLength(73);
    const letters = 'abcdefghijklmnopqrstuvwxyzåäö';
    const initials = names.map((name) =>
      letters.indexOf(name.toLowerCase().replace('é', 'e').charAt(0)),
    );
    expect(initials).toEqual(initials.toSorted((a, b) => a - b));
    expect(names.indexOf('Östman, Örjan')).toBe(names.lastIndexOf('Östman, Ärla') + 1);
  });

  test('keeps the filter from page to page', async () => {
    const query = `?enhet=${encodeURIComponent(unit('Strandskolan'))}`;
    const { names, pages } = await readAllPages(hr, `/uppfoljning/personer${query}`);
    expect([names.length, pages]).toEqual([63, 2]);
  });

  test.each([
    'enhet=finns-inte',
    'efter=0123456789abcdef01234567',
    'efter=slutet&status=alla',
    'status=done&status=done',
    'enhet[$ne]=x&sok[$gt]=',
    'sok=AAAA&den=2026-02-30&anstalld=i-gar&ordning=skor',
  ])('is not thrown off by ?%s', async (query) => {
    expect((await hr.get(`/uppfoljning/personer?${query}`)).status).toBe(200);
  });
});

describe('a manager', () => {
  const own = ['Ek, Eli', 'Granit, Gun', 'Åström, Anna', 'Öberg, Bo'];
  const wishes = (): Record<string, string>[] => [
    {},
    { enhet: unit('Vård och omsorg') },
    { enhet: unit('Strandskolan') },
    { enhet: unit('HR'), status: 'not-started' },
    { namn: 'Dana' },
    { namn: '1004' },
    { namn: '3001', scope: 'all' },
    { roles: 'hr', enhet: '' },
  ];

  test('sees nobody outside the own units, whatever the address says', async () => {
    const visitor = await portal.signIn('2001');
    for (const query of wishes()) {
      const names = await list(visitor, query);
      expect(own, JSON.stringify(query)).toEqual(expect.arrayContaining(names));
    }
    expect(await list(visitor, {})).toEqual(own);
  });

  test('nor in the file', async () => {
    const visitor = await portal.signIn('2001');
    for (const query of wishes()) {
      const address = await addressOf(visitor, query);
      const { text } = await visitor.get(address.replace('personer', 'personer.csv'));
      const numbers = [...text.matchAll(/^(\d{4});/gm)].map(([, number]) => number);
      expect(['1001', '1002', '1005', '2001'], address).toEqual(expect.arrayContaining(numbers));
    }
  });

  test('is offered only the own units and those below them', async () => {
    const visitor = await portal.signIn('2003');
    const { text } = await visitor.get(everyUnit);
    expect(Object.keys(sharesIn(text))).toEqual(['Hemtjänst', 'Hemtjänst norr', 'Hemtjänst söder']);
    expect(Object.keys(unitIds((await visitor.get('/uppfoljning/personer')).text))).toEqual([
      'Hemtjänst',
      'Hemtjänst norr',
      'Hemtjänst söder',
    ]);
  });

  test('of no unit sees nobody', async () => {
    await onRecord(portal.services.store).change(['1005'], { roles: ['employee', 'manager'] });
    const visitor = await portal.signIn('1005');
    expect(await list(visitor, {})).toEqual([]);
    expect((await visitor.get('/uppfoljning')).text).not.toContain('Hemtjänst');
    expect((await visitor.get('/uppfoljning/personer.csv')).text.trim().split('\n')).toHaveLength(
      1,
    );
  });
});

test.each([
  ['an employee', '1006'],
  ['IT', '3002'],
  ['the helpdesk', '3003'],
])('%s sees nothing of it', async (_who, number) => {
  const visitor = await portal.signIn(number);
  for (const path of [
    '',
    '/enheter',
    '/personer',
    '/personer.csv',
    '/personer.xlsx',
    '/personer.pdf',
  ])
    expect((await visitor.get(`/uppfoljning${path}`)).status).toBe(403);
});
