import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { onRecord } from '../support/on-record.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { followUpRoster } from './follow-up-roster.ts';
import { namesIn, readAllPages, unitIds } from './read-report.ts';

const at = '/uppfoljning/personer';

let portal: TestPortal;
let hr: Visitor;
let units: Record<string, string>;

beforeAll(async () => {
  portal = await startTestPortal({ roster: followUpRoster });
  const record = onRecord(portal.services.store);
  await record.change(['3001', '2001', '2003'], { resetRequiredSince: null });
  await record.complete(['1001', '1004'], new Date());
  await record.begin(['1003'], new Date());
  hr = await portal.signIn('3001');
  units = unitIds((await hr.get(at)).text);
});
afterAll(() => portal.close());

const address = async (visitor: Visitor, query: Record<string, string>): Promise<string> =>
  (await visitor.submit(at, query)).headers.location ?? '';

const list = async (query: Record<string, string>, visitor = hr) =>
  namesIn((await visitor.get(await address(visitor, query))).text);

const daysFromNow = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('the list', () => {
  test('takes the people of a unit without those of the units below it', async () => {
    const enhet = units['Hemtjänst'] ?? '';
    expect(await list({ enhet })).toHaveLength(7);
    expect(await list({ enhet, underenheter: 'nej' })).toEqual(['Isberg, Ida']);
  });

  test.each([
    [{ roll: 'manager' }, ['Granit, Gun', 'Holm, Hans', 'Isberg, Ida', 'Jord, Jon']],
    [{ modul: 'varfor', status: 'done' }, ['=Formel, Dana', 'Åström, Anna']],
    [{ modul: 'varfor', status: 'in-progress' }, ['Ängman, Cilla']],
    [{ modul: 'finns-inte' }, []],
    [{ status: 'overdue' }, []],
  ])('is narrowed by %j', async (query, names) => {
    expect(await list(query as Record<string, string>)).toEqual(names);
  });

  test('is narrowed by the last day: nobody must be done today, all who are not within a month', async () => {
    expect(await list({ klarsenast: daysFromNow(0) })).toEqual([]);
    const left = await readAllPages(hr, await address(hr, { klarsenast: daysFromNow(31) }));
    expect(left.names).toHaveLength(71);
    expect(left.names).not.toContain('Åström, Anna');
  });

  test('is narrowed to those hired since a day', async () => {
    expect(await list({ anstalld: daysFromNow(2) })).toEqual([]);
    expect(await list({ anstalld: daysFromNow(-2), enhet: units.IT ?? '' })).toHaveLength(2);
  });

  test('tells another day: before they came nobody, and in a year who is late if nothing happens', async () => {
    expect(await list({ den: daysFromNow(-400) })).toEqual([]);
    const { text } = await hr.get(await address(hr, { den: daysFromNow(400), status: 'overdue' }));
    expect(text).toContain('71 personer');
    expect(text).toContain('om inget mer händer');
  });

  test('is sorted by what is asked, each page going on where the last one ended', async () => {
    const byStatus = await readAllPages(hr, await address(hr, { ordning: 'status' }));
    expect(byStatus.pages).toBe(2);
    expect(new Set(byStatus.names).size).toBe(73);
    expect(byStatus.names.slice(-3)).toEqual(['Ängman, Cilla', '=Formel, Dana', 'Åström, Anna']);
    const byUnit = await readAllPages(hr, await address(hr, { ordning: 'unit' }));
    expect(byUnit.names.slice(0, 3)).toEqual(['Lind, Åsa', 'Hjälm, Hilda', 'Is, Ivar']);
  });

  test('goes on after somebody who no longer fits', async () => {
    const first = await address(hr, { status: 'not-started' });
    const { text } = await hr.get(first);
    const next = /href="([^"]*efter=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const shown = namesIn(text);
    const last = next.slice(-24);
    const store = portal.services.store.connection;
    const person = (await store.collection('employees').find().toArray()).find(
      ({ _id }) => String(_id) === last,
    );
    const [number = ''] = (person?.employeeNumbers ?? []) as string[];
    await onRecord(portal.services.store).begin([number], new Date());
    const rest = namesIn((await hr.get(next)).text);
    expect(rest.some((name) => shown.includes(name))).toBe(false);
    expect(shown.length + rest.length).toBe(70);
  });

  test('asks the store the same few questions however many people there are', async () => {
    const client = portal.services.store.connection.getClient();
    const seen: string[] = [];
    client.on('commandStarted', ({ commandName }: { commandName: string }) =>
      seen.push(commandName),
    );
    await hr.get(at);
    expect(seen.length).toBeLessThanOrEqual(12);
  });
});

describe('a name that is searched for', () => {
  test('stands in no address and no log, and is still there on the page', async () => {
    const to = await address(hr, { namn: 'Åström', status: 'done' });
    expect(to).toMatch(/^\/uppfoljning\/personer\?status=done&sok=[\w-]+$/);
    const { text } = await hr.get(to);
    expect(namesIn(text)).toEqual(['Åström, Anna']);
    expect(text).toContain('value="Åström"');
    expect(portal.logText()).not.toMatch(/Åström|%C3%85str/i);
  });

  test('finds nobody when the seal was changed', async () => {
    const to = await address(hr, { namn: 'Åström' });
    expect(namesIn((await hr.get(`${to.slice(0, -4)}AAAA`)).text)).toEqual([]);
  });
});

describe('a saved view', () => {
  const save = async (visitor: Visitor, vy: string, query: Record<string, string>) =>
    visitor.submit(`${at}/vyer`, { ...query, vy });

  test('comes back with its filter, by its name, until it is removed', async () => {
    await hr.get(`${at}?status=done`);
    expect((await save(hr, 'De som är klara', { status: 'done' })).headers.location).toBe(
      `${at}?status=done`,
    );
    await save(hr, 'De som är klara', { status: 'done', modul: 'varfor' });
    const { text } = await hr.get(at);
    const [, query, name] =
      /href="\/uppfoljning\/personer(\?[^"]*)">(De som[^<]*)</.exec(text) ?? [];
    expect(name).toBe('De som är klara');
    expect(query?.replaceAll('&amp;', '&')).toBe('?modul=varfor&status=done');
    const id = /vyer\/([0-9a-f]{24})\/ta-bort/.exec(text)?.[1] ?? '';
    const manager = await portal.signIn('2001');
    expect((await manager.get(at)).text).not.toContain('De som är klara');
    await manager.submit(`${at}/vyer/${id}/ta-bort`);
    expect((await hr.get(at)).text).toContain('De som är klara');
    await hr.submit(`${at}/vyer/${id}/ta-bort`);
    expect((await hr.get(at)).text).not.toContain('De som är klara');
  });

  test('needs a name, and there are not too many of them', async () => {
    await save(hr, '  ', { status: 'done' });
    for (let number = 0; number < 32; number += 1) await save(hr, `Vy ${number}`, {});
    expect((await hr.get(at)).text.match(/ta-bort/g)).toHaveLength(30);
  });
});
