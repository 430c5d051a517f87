import { describe, expect, it } from 'vitest';
import { createPersonKey } from '../../src/platform/personal-number.ts';
import type { KnownPerson } from '../../src/employees/known-person.ts';
import { planImport } from '../../src/employees/plan-import.ts';
import { readRoster } from '../../src/employees/read-roster.ts';
import type { KnownUnit } from '../../src/employees/unit-store.ts';
import { numbers, rosterFile, type TestRow } from './roster-file.ts';

const [first, second] = numbers;
const keyOf = createPersonKey(Buffer.alloc(32, 1), 'k1');
const otherKeyOf = createPersonKey(Buffer.alloc(32, 2), 'k2');

const plan = (
  rows: TestRow[],
  known: KnownPerson[] = [],
  units: KnownUnit[] = [],
  personKey = keyOf,
) => {
  let made = 0;
  const newId = () => `new${(made += 1)}`;
  const roster = readRoster(rosterFile(rows), { at: new Date('2026-11-24') });
  return planImport(roster, { people: known, units }, { personKey, newId });
};

/** The people that an import of these rows leaves behind. */
const knownFrom = (...rows: TestRow[]): KnownPerson[] =>
  plan(rows).added.map(({ id, personKey, fields, employments }) => {
    return { ...fields, employments, id: id.replace('new', 'old'), personKey, active: true };
  });
const outcome = ({ added, changed, unchanged, leaving }: ReturnType<typeof plan>) => ({
  added: added.length,
  changed: changed.length,
  unchanged,
  leaving: leaving.length,
});

describe('a plan', () => {
  it('tells who is added, changed, unchanged and leaving', () => {
    const [kim, alex, bo] = [
      { number: '1', personalNumber: first },
      { number: '2', personalNumber: second },
      { number: '3' },
    ];
    const known = knownFrom(kim, alex, bo);
    const result = plan([kim, { ...alex, unit: 'Köket' }, { number: '4', family: 'Ek' }], known);
    expect(outcome(result)).toEqual({ added: 1, changed: 1, unchanged: 1, leaving: 1 });
    expect(result.leaving).toMatchObject([{ id: 'old3' }]);
    expect(result.changed).toMatchObject([{ id: 'old2', newKey: null, returned: false }]);
  });

  it('changes nothing when the same file comes again', () => {
    const rows: TestRow[] = [
      { number: '1', personalNumber: first, manager: '2', email: 'kim@norrstrand.example' },
      { number: '2', unit: 'Ledning', mobile: '0701740605' },
    ];
    expect(outcome(plan(rows, knownFrom(...rows)))).toEqual({
      added: 0,
      changed: 0,
      unchanged: 2,
      leaving: 0,
    });
  });

  it('takes back somebody who had left, as the same person', () => {
    const row = { personalNumber: first };
    const known = knownFrom(row).map((person) => ({ ...person, active: false }));
    expect(plan([row], known).changed).toMatchObject([{ id: 'old1', returned: true }]);
    expect(plan([{ number: '2' }], known).leaving).toEqual([]);
  });

  it('lets somebody leave whose employment has ended', () => {
    const known = knownFrom({});
    expect(plan([{ end: '2026-11-23' }], known).leaving).toMatchObject([{ id: 'old1' }]);
    expect(plan([{ end: '2026-11-23' }]).added).toEqual([]);
  });

  it('leaves somebody with a rejected row as they are, with their unit and what they manage', () => {
    const known = knownFrom({ personalNumber: first }, { number: '2' });
    const path = [known[0]?.unitIds[0] ?? ''];
    const place = { name: 'Kontoret', parentId: null, path };
    const units = [
      {
        ...{ ...place, id: path[0] ?? '', managerIds: ['old1', 'old2'], deputyIds: [] },
        ...{ closed: false, history: [{ ...place, from: '2026-11-01', to: null }] },
      },
    ];
    const slip = { personalNumber: `${first}1` };
    const result = plan([slip, { number: '3', unit: 'Köket' }], known, units);
    expect(outcome(result)).toEqual({ added: 1, changed: 0, unchanged: 1, leaving: 1 });
    expect(result.units.map(({ name, managerIds }) => [name, managerIds])).toEqual([
      ['Köket', []],
      ['Kontoret', ['old1', 'old2']],
    ]);
  });
});

describe('a person is recognised', () => {
  it('by personal number, whatever else is new', () => {
    const result = plan(
      [{ number: '9', given: 'Alex', family: 'Ek', personalNumber: first }],
      knownFrom({ personalNumber: first }),
    );
    expect(result.changed).toMatchObject([{ id: 'old1', fields: { employeeNumbers: ['9'] } }]);
  });

  it('by employee number when the personal number is new, which ends their sessions', () => {
    const result = plan([{ personalNumber: second }], knownFrom({ personalNumber: first }));
    expect(result.changed).toMatchObject([{ id: 'old1', newKey: keyOf(second) }]);
  });

  it('by employee number when every personal number has a new key', () => {
    const rows = [{ personalNumber: first }, { number: '2', personalNumber: second }];
    const result = plan(rows, knownFrom(...rows), [], otherKeyOf);
    expect(result.changed.map(({ id, newKey }) => [id, newKey])).toEqual([
      ['old1', otherKeyOf(first)],
      ['old2', otherKeyOf(second)],
    ]);
  });

  it('without a personal number in the file, and keeps the one known from before', () => {
    const result = plan([{}], knownFrom({ personalNumber: first }));
    expect(outcome(result)).toMatchObject({ unchanged: 1, changed: 0 });
    expect(result.warnings).toEqual([{ line: 2, codes: ['PERSONAL_NUMBER_KEPT'] }]);
  });

  it('not by an employee number that went to somebody with another name', () => {
    const stranger = { given: 'Alex', family: 'Ek', personalNumber: second };
    const result = plan([stranger], knownFrom({ personalNumber: first }));
    expect(outcome(result)).toMatchObject({ added: 1, leaving: 1 });
    expect(result.released).toEqual([{ id: 'old1', gone: ['1'], kept: [] }]);
  });

  it('once, however many of their rows match', () => {
    const known = knownFrom({ number: '1' }, { number: '2' });
    const rows = [
      { number: '1', personalNumber: first },
      { number: '2', personalNumber: first },
    ];
    const result = plan(rows, known);
    expect(outcome(result)).toEqual({ added: 0, changed: 1, unchanged: 0, leaving: 1 });
    expect(result.released).toEqual([{ id: 'old2', gone: ['2'], kept: [] }]);
  });
});

describe('units', () => {
  it('are managed by the ids of those whom the roster names', () => {
    const known = knownFrom({ number: '1' });
    const result = plan(
      [
        { number: '1', manager: '2' },
        { number: '2', unit: 'Ledning' },
      ],
      known,
    );
    const units = result.units.map(({ name, managerIds }) => [name, managerIds]);
    expect(units).toEqual([
      ['Kontoret', ['new1']],
      ['Ledning', []],
    ]);
  });
});
