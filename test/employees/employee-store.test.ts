import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { numbers, people, rosterFile, type TestRow } from './roster-file.ts';
import { openTestStore, personKey } from './store.ts';

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => store.clear());

const [first] = numbers;
const withNumber = async (number: string) => {
  const record = await store.records.findOne({ employeeNumbers: number }).lean();
  return record?._id.toHexString() ?? '';
};
const importRows = (...rows: TestRow[]) =>
  store.importFile(rosterFile(rows), { allowLeavers: true });

describe('the employees', () => {
  it('are found by id, and nobody by what is no id', async () => {
    await importRows({ email: 'kim@norrstrand.example' });
    const id = await withNumber('1');
    expect(await store.employees.findById(id)).toMatchObject({
      id,
      login: 'kim@norrstrand.example',
    });
    expect(await store.employees.findById('x')).toBeNull();
    expect(await store.employees.findById('')).toBeNull();
    expect(await store.employees.findById('0'.repeat(24))).toBeNull();
    expect(await store.employees.findByPersonKey('k1:x')).toBeNull();
  });

  it('are all put behind the reset, leavers not', async () => {
    await importRows(...people(3));
    await importRows(...people(2));
    const since = new Date();
    expect(await store.employees.requireResetOfEveryone(since)).toBe(2);
    const person = await store.employees.findById(await withNumber('1'));
    expect(person?.resetRequiredSince).toEqual(since);
  });

  it('are freed by a reset that ends every older session', async () => {
    await importRows({});
    const id = await withNumber('1');
    await store.employees.requireResetOfEveryone(new Date());
    const at = new Date();
    await store.employees.completeReset(id, at);
    expect(await store.employees.findById(id)).toMatchObject({
      resetRequiredSince: null,
      passwordSetAt: at,
      sessionsValidAfter: at,
    });
  });

  it('keep their sessions’ end through the next import', async () => {
    await importRows({ personalNumber: first });
    const person = await store.employees.findByPersonKey(personKey(first));
    const at = new Date();
    await store.employees.endSessions(person?.id ?? '', at);
    await importRows({ personalNumber: first, family: 'Ek', unit: 'Köket' });
    expect(await store.employees.findByPersonKey(personKey(first))).toMatchObject({
      familyName: 'Ek',
      sessionsValidAfter: at,
    });
  });
});

describe('a manager', () => {
  const rows: TestRow[] = [
    { number: '1', unit: 'Vård / Hemtjänst / Norr', manager: '2' },
    { number: '2', unit: 'Vård / Hemtjänst / Norr', manager: '3' },
    { number: '3', unit: 'Vård / Hemtjänst', manager: '4' },
    { number: '4', unit: 'Vård' },
    { number: '5', unit: 'Skola', manager: '6' },
    { number: '6', unit: 'Skola' },
  ];
  const managedBy = async (number: string) => {
    const managed = await store.employees.managedUnitIds(await withNumber(number));
    const units = await store.units.all();
    return units.filter(({ id }) => managed.includes(id)).map(({ name }) => name);
  };

  it('manages the unit and all below it, and no other', async () => {
    await importRows(...rows);
    expect(await managedBy('1')).toEqual([]);
    expect(await managedBy('2')).toEqual(['Norr']);
    expect(await managedBy('3')).toEqual(['Hemtjänst', 'Norr']);
    expect(await managedBy('4')).toEqual(['Vård', 'Hemtjänst', 'Norr']);
    expect(await managedBy('6')).toEqual(['Skola']);
  });

  it('has nothing of a unit that the roster no longer names', async () => {
    await importRows(...rows);
    await importRows(...rows.slice(0, 4), { number: '6', unit: 'Vård' });
    expect(await managedBy('6')).toEqual([]);
    expect((await store.units.all()).map(({ name }) => name)).toEqual([
      'Vård',
      'Hemtjänst',
      'Norr',
    ]);
  });
});

describe('the units', () => {
  it('come as a tree, siblings in Swedish order', async () => {
    await importRows(
      ...['Ö', 'Z / b', 'Å', 'Z / a', 'Z'].map((unit, place) => ({ number: String(place), unit })),
    );
    expect((await store.units.all()).map(({ name }) => name)).toEqual(['Z', 'a', 'b', 'Å', 'Ö']);
  });
});
