import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { carryOut } from '../../src/roster/carry-out.ts';
import { planUndo } from '../../src/roster/undo-import.ts';
import { numbers, people, rosterFile, type TestRow } from '../employees/roster-file.ts';
import { openTestStore, personKey } from '../employees/store.ts';

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => (store = await openTestStore()));
beforeEach(() => store.clear());
afterAll(() => store.close());

const [first, second] = numbers;
const crowd = people(20).map((row) => ({ ...row, number: `x${row.number ?? ''}` }));
const moment = (day: string) => new Date(`${day}T08:00:00Z`);
const importOn = (day: string, rows: TestRow[]) =>
  store.importFile(rosterFile([...crowd, ...rows]), { at: moment(day) });

const lastImport = async () => {
  const [last] = await store.deps.imports.applied(1);
  if (!last) throw new Error('nothing was imported');
  return last;
};

const undoOn = async (day: string) => {
  const at = moment(day);
  const planned = await planUndo(store.deps, await lastImport(), { by: 'hr', at });
  if ('refused' in planned) return planned.refused;
  const done = await carryOut(store.deps, planned.undo.id, { at, by: 'hr' });
  if (done.outcome === 'begun') await done.finished;
  return done.outcome;
};

/** Everything that a roster says of everybody, but for what is kept of other days. */
const present = async () => {
  const records = await store.records.find().sort({ _id: 1 }).lean();
  const tree = await store.units.all();
  return {
    tree,
    people: records.map((record) => ({
      ...record,
      ...{ leftAt: null, sessionsValidAfter: null, standingStale: null },
      employments: record.employments
        ?.filter(({ to }) => to === null)
        .map(({ unitIds }) => unitIds),
    })),
  };
};

describe('undoing the last import', () => {
  it('brings everybody and every unit back to what they were', async () => {
    const before: TestRow[] = [
      { number: '1', personalNumber: first, manager: 'x1' },
      { number: '2', unit: 'Köket', mobile: '0701740605' },
      { number: '3', unit: 'Skolan' },
    ];
    await importOn('2026-03-02', before);
    const was = await present();
    await importOn('2026-03-20', [
      { number: '1', personalNumber: first, family: 'Ek', unit: 'Nytt' },
      { number: '2', given: 'Alex', family: 'Ny', unit: 'Köket', personalNumber: second },
      { number: '4', unit: 'Köket' },
    ]);
    expect((await present()).tree).not.toEqual(was.tree);
    expect(await undoOn('2026-03-21')).toBe('begun');
    const now = await present();
    expect(now.tree).toEqual(was.tree);
    const ids = new Set(was.people.map(({ _id }) => _id.toHexString()));
    expect(now.people.filter(({ _id }) => ids.has(_id.toHexString()))).toEqual(was.people);
    expect(now.people.filter(({ active }) => active)).toHaveLength(23);
    expect(await importOn('2026-03-21', before)).toMatchObject({
      added: 0,
      changed: 0,
      leaving: 0,
    });
  });

  it('keeps what was so in between', async () => {
    await importOn('2026-03-02', [{ number: '1', unit: 'Köket' }]);
    await importOn('2026-03-20', [{ number: '1', unit: 'Skolan' }]);
    await undoOn('2026-03-25');
    const record = await store.records.findOne({ employeeNumbers: '1' }).lean();
    expect(record?.employments?.map(({ from, to }) => [from, to])).toEqual([
      ['2026-03-02', '2026-03-19'],
      ['2026-03-20', '2026-03-24'],
      ['2026-03-25', null],
    ]);
    expect((await store.units.asOf('2026-03-22')).map(({ name }) => name)).toContain('Skolan');
  });

  it('stands in the history, and in the log', async () => {
    await importOn('2026-03-02', [{ number: '1' }]);
    const undone = await lastImport();
    await undoOn('2026-03-02');
    expect(await lastImport()).toMatchObject({
      origin: 'undo',
      undoes: undone.id,
      appliedBy: 'hr',
    });
    expect((await store.deps.imports.find(undone.id))?.undoneBy).toBe((await lastImport()).id);
    const audit = await store.connection.collection('audit').find().toArray();
    expect(audit.map(({ action }) => action as string)).toEqual([
      'roster.imported',
      'roster.undone',
    ]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['is-undo', () => undoOn('2026-03-21')],
    [
      'people-changed',
      async () => {
        const person = await store.employees.findByPersonKey(personKey(first));
        const keys = { fromKey: personKey(first), toKey: personKey(second) };
        await store.employees.relinkPerson(person?.id ?? '', keys);
      },
    ],
    ['too-old', () => store.connection.collection('roster-changes').deleteMany({})],
  ])('is refused as %s', async (reason, meanwhile) => {
    await importOn('2026-03-20', [{ number: '1', personalNumber: first }]);
    await meanwhile();
    expect(await undoOn('2026-03-22')).toBe(reason);
  });

  it('is refused when it is not the last', async () => {
    await importOn('2026-03-20', [{ number: '1' }]);
    const earlier = await lastImport();
    await importOn('2026-03-21', [{ number: '1', family: 'Ek' }]);
    const undo = await planUndo(store.deps, earlier, { by: 'hr', at: moment('2026-03-21') });
    expect(undo).toEqual({ refused: 'not-last' });
  });
});
