import { describe, expect, it } from 'vitest';
import { readRoster } from '../../src/employees/index.ts';
import { numbers, rosterFile, type TestRow } from './roster-file.ts';

const read = (...rows: TestRow[]) => readRoster(rosterFile(rows), { at: new Date('2026-11-24') });
const [first, second] = numbers;

describe('two rows', () => {
  it('with one personal number are one person, named by the first, with all roles and units', () => {
    const { people } = read(
      { number: '1', personalNumber: first, given: 'Kim', unit: 'A / B', roles: 'hr' },
      {
        number: '2',
        personalNumber: '570129-2897',
        given: 'Alex',
        unit: 'C',
        roles: 'it',
        mobile: '0701740605',
      },
    );
    expect(people).toMatchObject([
      {
        givenName: 'Kim',
        employeeNumbers: ['1', '2'],
        roles: ['employee', 'hr', 'it'],
        mobile: '+46701740605',
      },
    ]);
    expect(people[0]?.unitIds).toHaveLength(2);
    expect(people[0]?.unitPath).toHaveLength(3);
  });

  it('with one employee number and no second personal number are one person', () => {
    const { people } = read({ unit: 'A' }, { unit: 'B', personalNumber: first });
    expect(people).toMatchObject([{ personalNumber: first, employeeNumbers: ['1'] }]);
  });

  it('with one employee number and two personal numbers: the later is rejected', () => {
    const { people, rejected } = read(
      { personalNumber: first, given: 'Kim' },
      { personalNumber: second, given: 'Alex' },
    );
    expect(people).toMatchObject([{ givenName: 'Kim', personalNumber: first }]);
    expect(rejected).toMatchObject([{ line: 3, codes: ['EMPLOYEE_NUMBER_TAKEN'] }]);
  });

  it('never bring two people together by way of a third row', () => {
    const { people, rejected } = read(
      { number: '1' },
      { number: '2', personalNumber: first },
      { number: '1', personalNumber: first },
    );
    expect(people).toHaveLength(2);
    expect(rejected).toMatchObject([{ line: 4 }]);
  });

  it('of which one has ended leave the other', () => {
    const { people } = read(
      { number: '1', personalNumber: first, unit: 'A', end: '2026-01-31' },
      { number: '2', personalNumber: first, unit: 'B' },
    );
    expect(people).toMatchObject([{ employeeNumbers: ['2'] }]);
    expect(people[0]?.unitIds).toHaveLength(1);
  });
});
