import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { people, rosterFile, type TestRow } from './roster-file.ts';
import { openTestStore } from './store.ts';

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => (store = await openTestStore()));
beforeEach(() => store.clear());
afterAll(() => store.close());

const others = people(20).map((row) => ({ ...row, number: `x${row.number ?? ''}` }));

/** An import at nine in the morning of that day. */
const importOn = (day: string, rows: TestRow[]) =>
  store.importFile(rosterFile([...others, ...rows]), { at: new Date(`${day}T08:00:00Z`) });

const recordOf = (number: string) => store.records.findOne({ employeeNumbers: number }).lean();

/** `from–to unit` of each employment of a person, the unit as it was called then. */
const employmentsOf = async (number: string) => {
  const { employments = [] } = (await recordOf(number)) ?? {};
  return Promise.all(
    employments.map(async ({ from, to, unitIds }) => {
      const units = await store.units.asOf(from);
      const names = unitIds.map((id) => units.find((unit) => unit.id === id)?.name);
      return `${from}–${to ?? ''} ${names.join(', ')}`;
    }),
  );
};

describe('a person’s employments', () => {
  it('begin on the day of the import, or when they are hired where that is later', async () => {
    await importOn('2026-03-02', [
      { number: '1', hired: '2019-08-01' },
      { number: '2', hired: '2026-04-01' },
    ]);
    expect(await employmentsOf('1')).toEqual(['2026-03-02– Kontoret']);
    const { employments } = (await recordOf('2')) ?? {};
    expect(employments).toMatchObject([{ from: '2026-04-01', to: null }]);
  });

  it('go on in another unit from the day that the roster says so', async () => {
    await importOn('2026-03-02', [{ number: '1', unit: 'Köket' }]);
    await importOn('2026-03-20', [{ number: '1', unit: 'Skolan', roles: 'hr' }]);
    expect(await employmentsOf('1')).toEqual(['2026-03-02–2026-03-19 Köket', '2026-03-20– Skolan']);
    expect((await recordOf('1'))?.employments?.map(({ roles }) => roles)).toEqual([
      ['employee'],
      ['employee', 'hr'],
    ]);
  });

  it('are put right by a second file of the same day without a trace of the first', async () => {
    await importOn('2026-03-02', [{ number: '1', unit: 'Köket' }]);
    await importOn('2026-03-20', [{ number: '1', unit: 'Skolan' }]);
    await importOn('2026-03-20', [{ number: '1', unit: 'Köket' }]);
    expect(await employmentsOf('1')).toEqual(['2026-03-02– Köket']);
  });

  it('end the day before the file that lacks the person, and begin anew when they return', async () => {
    await importOn('2026-03-02', [{ number: '1' }]);
    await importOn('2026-05-04', []);
    await importOn('2026-09-01', [{ number: '1' }]);
    expect(await employmentsOf('1')).toEqual([
      '2026-03-02–2026-05-03 Kontoret',
      '2026-09-01– Kontoret',
    ]);
  });

  it.each([
    ['the last file said', [{ number: '1', end: '2026-04-30' }], []],
    ['this file says', [{ number: '1' }], [{ number: '1', end: '2026-04-30' }]],
  ])('end on the day that %s', async (_which, first, then) => {
    await importOn('2026-03-02', first);
    await importOn('2026-05-04', then);
    expect(await employmentsOf('1')).toEqual(['2026-03-02–2026-04-30 Kontoret']);
  });

  it('are written to nobody by a file that changes nothing', async () => {
    const rows = [{ number: '1', hired: '2019-08-01', type: 'Vikariat', deputy: 'x1' }];
    await importOn('2026-03-02', rows);
    const everything = async () => [
      await store.records.find().lean(),
      await store.connection.collection('units').find().toArray(),
    ];
    const before = await everything();
    expect(await importOn('2026-06-01', rows)).toMatchObject({ changed: 0, unchanged: 21 });
    expect(await everything()).toEqual(before);
  });
});

describe('yesterday’s tree', () => {
  const tree = async (day: string) => (await store.units.asOf(day)).map(({ name }) => name);

  it('stays as it was when a unit is renamed, moved or closed', async () => {
    await importOn('2026-03-02', [
      { number: '1', unit: 'Vård / Norr' },
      { number: '2', unit: 'Vård / Söder' },
      { number: '3', unit: 'Fritid' },
    ]);
    await importOn('2026-03-20', [
      { number: '1', unit: 'Vård / Nordan' },
      { number: '2', unit: 'Omsorg / Söder' },
    ]);
    expect(await tree('2026-03-01')).toEqual([]);
    expect(await tree('2026-03-19')).toEqual(['Fritid', 'Kontoret', 'Vård', 'Norr', 'Söder']);
    expect(await tree('2026-03-20')).toEqual(['Kontoret', 'Omsorg', 'Söder', 'Vård', 'Nordan']);
  });

  it('knows a unit that closed and opened again as closed in between', async () => {
    await importOn('2026-03-02', [{ number: '1', unit: 'Köket' }]);
    await importOn('2026-03-20', [{ number: '1', unit: 'Skolan' }]);
    await importOn('2026-04-20', [{ number: '1', unit: 'Köket' }]);
    expect(await tree('2026-03-19')).toContain('Köket');
    expect(await tree('2026-04-19')).not.toContain('Köket');
    expect(await tree('2026-04-20')).toContain('Köket');
  });
});

describe('data from before the organisation was dated', () => {
  it('gets one period each, however often the portal starts', async () => {
    await importOn('2026-03-02', [{ number: '1' }, { number: '2' }]);
    await importOn('2026-05-04', [{ number: '1' }]);
    await store.records.updateMany({}, { $unset: { employments: 1 } });
    await store.connection.collection('units').updateMany({}, { $unset: { history: 1 } });
    await store.roster.dateOrganisation();
    const first = await recordOf('1');
    const since = first?._id.getTimestamp().toLocaleDateString('sv-SE');
    expect(await employmentsOf('1')).toEqual([`${since ?? ''}– Kontoret`]);
    expect((await recordOf('2'))?.employments).toEqual([]);
    expect(await store.units.asOf('2020-01-01')).toHaveLength(1);
    await store.roster.dateOrganisation();
    expect(await recordOf('1')).toEqual(first);
  });
});

it('the tree follows whatever is written to the units, and each reader may do with it as they like', async () => {
  await importOn('2026-03-02', [{ number: '1', unit: 'Köket' }]);
  const names = async () => (await store.units.all()).map(({ name }) => name);
  expect(await names()).toContain('Köket');
  (await store.units.all()).length = 0;
  const units = store.connection.collection('units');
  await units.updateOne({ name: 'Köket' }, { $set: { name: 'Centralköket' } });
  expect(await names()).toContain('Centralköket');
  await units.updateOne({ name: 'Centralköket' }, { $set: { closedAt: new Date() } });
  expect(await names()).not.toContain('Centralköket');
  await units.updateOne({ name: 'Centralköket' }, { $unset: { closedAt: 1 } });
  expect(await names()).toContain('Centralköket');
  await units.deleteMany({});
  expect(await names()).toEqual([]);
});
