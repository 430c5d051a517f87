import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditModel } from '../../src/audit/audit-model.ts';
import { demoRoster } from '../../src/dev/demo-data/index.ts';
import { importRoster } from '../../src/roster/index.ts';
import { createPersonKey } from '../../src/platform/personal-number.ts';
import { numbers, people, rosterFile } from '../employees/roster-file.ts';
import { openTestStore, personKey } from '../employees/store.ts';

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(() => store.clear());

const [first, second] = numbers;
const auditOf = () => auditModel(store.connection).find().sort({ _id: 1 }).lean();
const everything = async () => [
  await store.records.find().sort({ _id: 1 }).lean(),
  await store.units.all(),
];

describe('an import', () => {
  it('brings a whole municipality in, quickly', async () => {
    const file = Buffer.from(demoRoster({ employees: 2200 }));
    const started = performance.now();
    const report = await store.importFile(file);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(report).toMatchObject({ outcome: 'imported', added: 2200, changed: 0, leaving: 0 });
    expect(await store.employees.count()).toBe(2200);
    expect(await store.importFile(file)).toMatchObject({ added: 0, changed: 0, unchanged: 2200 });
  });

  it('finds a person by personal number and stores nothing else of it', async () => {
    await store.importFile(rosterFile([{ personalNumber: first }]));
    expect(await store.employees.findByPersonKey(personKey(first))).toMatchObject({
      givenName: 'Kim',
      active: true,
      resetRequiredSince: null,
    });
    const stored = JSON.stringify([await everything(), await auditOf()]);
    expect(stored).not.toContain(first.slice(2));
  });

  it('requires a reset of new people when told to', async () => {
    const at = new Date('2026-11-24T05:00:00Z');
    const file = rosterFile([{ personalNumber: first }]);
    await store.importFile(file, { requireReset: true, at });
    const person = await store.employees.findByPersonKey(personKey(first));
    expect(person?.resetRequiredSince).toEqual(at);
    await store.employees.completeReset(person?.id ?? '', new Date());
    await store.importFile(file, { requireReset: true });
    const again = await store.employees.findByPersonKey(personKey(first));
    expect(again?.resetRequiredSince).toBeNull();
  });

  it('changes nothing in a dry run', async () => {
    await store.importFile(rosterFile([{ number: '1' }]));
    const before = await everything();
    const report = await store.importFile(rosterFile([{ number: '2', unit: 'Köket' }]), {
      dryRun: true,
    });
    expect(report).toMatchObject({
      outcome: 'dry-run',
      added: 1,
      leaving: 1,
      tooManyLeavers: true,
    });
    expect(await everything()).toEqual(before);
    expect(await auditOf()).toHaveLength(1);
  });

  it('is recorded with its counts', async () => {
    await store.importFile(rosterFile([{}, { number: '' }]));
    expect(await auditOf()).toMatchObject([
      { action: 'roster.imported', result: 'ok', details: { added: 1, rejected: 1 } },
    ]);
  });

  it('goes on where one that died halfway stopped', async () => {
    const file = rosterFile(people(40, { manager: '1' }));
    const dying = { ...store.roster, add: () => Promise.reject(new Error('power cut')) };
    const deps = { ...store.deps, roster: dying };
    await expect(importRoster(deps, file)).rejects.toThrow('power cut');
    await store.importFile(file);
    const [unit] = await store.units.all();
    const manager = await store.records.findOne({ employeeNumbers: '1' }).lean();
    expect(unit?.managerIds).toEqual([manager?._id.toHexString()]);
    expect(await store.employees.count()).toBe(40);
  });

  it('and another at the same time leave each person once', async () => {
    const file = rosterFile([...people(30), { number: '99', personalNumber: first }]);
    const both = await Promise.allSettled([store.importFile(file), store.importFile(file)]);
    for (const result of both)
      if (result.status === 'rejected')
        expect(String(result.reason)).toMatch(/Run the import again/);
    await store.importFile(file);
    expect(await store.employees.count()).toBe(31);
    expect(await store.records.countDocuments({ active: true })).toBe(31);
  });

  it('under a new key finds everybody again', async () => {
    const file = rosterFile([{ personalNumber: first }, { number: '2', personalNumber: second }]);
    await store.importFile(file);
    const before = await store.employees.findByPersonKey(personKey(first));
    const newKey = createPersonKey(Buffer.alloc(32, 9), 'k2');
    const report = await importRoster({ ...store.deps, personKey: newKey }, file);
    expect(report).toMatchObject({ changed: 2, leaving: 0 });
    expect((await store.employees.findByPersonKey(newKey(first)))?.id).toBe(before?.id);
    expect(await store.employees.findByPersonKey(personKey(first))).toBeNull();
  });
});

describe('people who are missing from the file', () => {
  const twenty = people(20);

  it('leave, keep their document and lose their sessions', async () => {
    await store.importFile(rosterFile([...twenty, { number: '99', personalNumber: first }]));
    const at = new Date();
    expect(await store.importFile(rosterFile(twenty), { at })).toMatchObject({ leaving: 1 });
    const gone = await store.records.findOne({ personKey: personKey(first) }).lean();
    expect(gone).toMatchObject({ active: false, leftAt: at, sessionsValidAfter: at });
  });

  it('come back as themselves', async () => {
    const file = rosterFile([...twenty, { number: '99', personalNumber: first }]);
    await store.importFile(file);
    const before = await store.employees.findByPersonKey(personKey(first));
    await store.importFile(rosterFile(twenty));
    expect(await store.importFile(file)).toMatchObject({ added: 0, changed: 1 });
    const after = await store.records.findOne({ personKey: personKey(first) }).lean();
    expect(after).toMatchObject({ active: true, leftAt: null });
    expect(after?._id.toHexString()).toBe(before?.id);
  });

  it('stop the import when they are more than a tenth, until that is allowed', async () => {
    await store.importFile(rosterFile(twenty));
    const before = await everything();
    const file = rosterFile(twenty.slice(3));
    expect(await store.importFile(file)).toMatchObject({
      outcome: 'refused',
      leaving: 3,
      active: 20,
    });
    expect(await everything()).toEqual(before);
    expect((await auditOf()).at(-1)).toMatchObject({ action: 'roster.refused', code: 'LEAVERS' });
    expect(await store.importFile(file, { allowLeavers: true })).toMatchObject({ leaving: 3 });
    expect(await store.records.countDocuments({ active: true })).toBe(17);
  });

  it('may be exactly a tenth', async () => {
    await store.importFile(rosterFile(twenty));
    const report = await store.importFile(rosterFile(twenty.slice(2)));
    expect(report).toMatchObject({ outcome: 'imported', leaving: 2 });
  });

  it('leave their employee number to whoever has it now', async () => {
    await store.importFile(rosterFile([...twenty, { number: '99', personalNumber: first }]));
    const heir = { number: '99', given: 'Alex', family: 'Ek', personalNumber: second };
    const report = await store.importFile(rosterFile([...twenty, heir]));
    expect(report).toMatchObject({ added: 1, leaving: 1 });
    expect(await store.records.findOne({ employeeNumbers: '99' }).lean()).toMatchObject({
      givenName: 'Alex',
    });
    const [gone] = await store.records.find({ active: false }).lean();
    expect(gone?.employeeNumbers).toEqual([
      expect.stringMatching(/^99 \(until \d{4}-\d\d-\d\d\)$/),
    ]);
  });
});
