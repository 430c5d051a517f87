import { describe, expect, it } from 'vitest';
import { demoPeople, demoRoster, unknownPersonalNumber } from '../../src/dev/demo-data/index.ts';
import { readRoster } from '../../src/employees/index.ts';
import { roles } from '../../src/platform/roles.ts';

const csv = demoRoster({ employees: 2200 });
const read = (text: string) => readRoster(Buffer.from(text), { at: new Date() });
const roster = read(csv);

const rowsWith = (number: string) => csv.split('\r\n').filter((row) => row.includes(number));

describe('the demo roster', () => {
  it('is the same every time', () => {
    expect(demoRoster({ employees: 2200 })).toBe(csv);
  });

  it('has 2,200 people without a fault, some with two employments', () => {
    expect(roster.people).toHaveLength(2200);
    expect(roster.rejected).toEqual([]);
    expect(roster.warnings).toEqual([]);
    expect(
      roster.people.filter((person) => person.employeeNumbers.length > 1).length,
    ).toBeGreaterThan(5);
  });

  it('has about 60 units, each with a manager of its own', () => {
    expect(roster.units.length).toBeGreaterThan(55);
    expect(roster.units.filter(({ managers }) => managers.length === 0)).toEqual([]);
    expect(new Set(roster.units.map(({ managers: [first] }) => first)).size).toBe(
      roster.units.length,
    );
  });

  it('has somebody with a samordningsnummer and everybody with their own login', () => {
    const days = roster.people.map(({ personalNumber }) => Number(personalNumber?.slice(6, 8)));
    expect(days.filter((day) => day >= 60).length).toBeGreaterThan(10);
    expect(new Set(roster.people.map(({ login }) => login)).size).toBe(2200);
  });

  it('leaves a number for somebody unknown', () => {
    expect(unknownPersonalNumber).toMatch(/^\d{12}$/);
    expect(rowsWith(unknownPersonalNumber)).toEqual([]);
  });

  it.each([1, 7, 10, 100, 4100])('is possible with %i people', (employees) => {
    const small = read(demoRoster({ employees }));
    expect(small.rejected).toEqual([]);
    expect(small.people).toHaveLength(employees);
  });

  it.each([5, 10])(
    'has every role with %i people already, and somebody with no other',
    (employees) => {
      const { people } = read(demoRoster({ employees }));
      const held = new Set(people.flatMap((person) => person.roles));
      expect([...held].sort()).toEqual([...roles].sort());
      expect(people.filter((person) => person.roles.length === 1)).not.toEqual([]);
    },
  );
});

describe('the people who can sign in', () => {
  it('are those of the roster that have a personal number', () => {
    expect(demoPeople(csv)).toHaveLength(2200);
    expect(demoPeople(demoRoster({ employees: 4100 }))).toHaveLength(4040);
  });

  it('bear the main employment’s number and the name of its unit', () => {
    const [person] = demoPeople(csv);
    const [row = ''] = rowsWith(person?.personalNumber ?? '');
    expect(row.startsWith(`${person?.id ?? ''};`)).toBe(true);
    expect(row).toContain(`${person?.unit ?? ''};`);
  });
});
