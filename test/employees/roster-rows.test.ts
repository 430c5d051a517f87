import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRoster } from '../../src/employees/index.ts';
import { describeNote } from '../../src/employees/row-note.ts';
import { numbers, rosterFile, rosterText, type TestRow } from './roster-file.ts';

const at = new Date('2026-11-24T09:00:00Z');
const read = (...rows: TestRow[]) => readRoster(rosterFile(rows), { at });
const readText = (text: string) => readRoster(Buffer.from(text), { at });

describe('a row is rejected, and only that row, when', () => {
  it.each<[string, TestRow, string]>([
    [
      'the personal number fails its check',
      { personalNumber: '195701292898' },
      'PERSONAL_NUMBER_INVALID',
    ],
    ['there is no employee number', { number: ' ' }, 'EMPLOYEE_NUMBER_MISSING'],
    [
      'the employee number is the personal number',
      { number: '570129-2897', personalNumber: numbers[0] },
      'EMPLOYEE_NUMBER_IS_PERSONAL',
    ],
    ['there is no name', { given: '', family: '' }, 'NAME_MISSING'],
    ['there is no unit', { unit: '' }, 'UNIT_MISSING'],
    ['a role is not known', { roles: 'anställd, kung' }, 'ROLE_UNKNOWN'],
    ['a role is a word of JavaScript', { roles: 'constructor' }, 'ROLE_UNKNOWN'],
    ['the end date is none', { end: '2026-02-30' }, 'END_DATE_INVALID'],
    ['a cell is endless', { given: 'a'.repeat(201) }, 'TOO_LONG'],
    ['it has a cell too many', { roles: 'anställd;hr', end: '2030-01-01' }, 'COLUMN_COUNT'],
    ['a quotation mark is not closed', { given: '"Kim' }, 'QUOTE_NOT_CLOSED'],
  ])('%s', (_why, bad, code) => {
    const [first, last] = [{ number: 'a' }, { number: 'z' }];
    const roster = read(first, { number: 'm', ...bad }, last);
    expect(roster.rejected).toMatchObject([{ line: 3, codes: [code] }]);
    expect(roster.people.flatMap((person) => person.employeeNumbers)).toEqual(['a', 'z']);
  });

  it('its quotation mark would swallow the row after it', () => {
    const roster = read(
      { number: 'a', given: '"Kim' },
      { number: 'b', given: '"Bo' },
      { number: 'c' },
    );
    expect(roster.rejected.map(({ line }) => line)).toEqual([2, 3]);
    expect(roster.people.flatMap((person) => person.employeeNumbers)).toEqual(['c']);
  });

  it('its quotation mark would swallow good rows after it', () => {
    const text = rosterText([
      { number: 'a' },
      { given: '"Kim' },
      { number: 'c' },
      { given: '"Bo' },
      { number: 'e' },
    ]);
    const roster = readText(text);
    expect(roster.rejected.map(({ line }) => line)).toEqual([3, 5]);
    expect(roster.people.flatMap((person) => person.employeeNumbers)).toEqual(['a', 'c', 'e']);
  });
});

describe('a rejected row', () => {
  it('is told with its line in the file, line breaks inside cells counted', () => {
    const roster = readText(rosterText([{ given: '"Kim\nAlex"' }, {}, { number: '' }]));
    expect(roster.people[0]?.givenName).toBe('Kim Alex');
    expect(roster.rejected.map(describeNote)).toEqual(['line 5: the employee number is missing']);
  });

  it('gives all its reasons', () => {
    expect(read({ unit: '', roles: 'kung' }).rejected[0]?.codes).toEqual([
      'UNIT_MISSING',
      'ROLE_UNKNOWN',
    ]);
  });

  it('is told without quoting anything of it', () => {
    const secret = numbers[0];
    const shifted = read(
      { number: '1', personalNumber: `${secret}1` },
      { number: '2', roles: secret },
      { number: '3', end: secret, email: secret, mobile: secret, manager: secret },
    );
    const told = [...shifted.rejected, ...shifted.warnings].map(describeNote).join('\n');
    expect(shifted.rejected).toHaveLength(3);
    expect(told).not.toMatch(/\d{6}/);
  });
});

describe('a row', () => {
  it.each([
    ['0701740605', '+46701740605'],
    ['070-174 06 05', '+46701740605'],
    ['+46 (0)70 174 06 05', '+46701740605'],
    ['0046701740605', '+46701740605'],
    ['701740605', '+46701740605'],
    ['+358 40 123 4567', '+358401234567'],
  ])('has its mobile number %s as %s', (mobile, expected) => {
    expect(read({ mobile }).people[0]?.mobile).toBe(expected);
  });

  it.each<[TestRow, string]>([
    [{ mobile: '0920-123 45' }, 'MOBILE_INVALID'],
    [{ mobile: 'saknas' }, 'MOBILE_INVALID'],
    [{ email: 'kim.berg' }, 'EMAIL_INVALID'],
    [{ email: 'kim@norrstrand.example; kim@home.example'.replace(';', ',') }, 'EMAIL_INVALID'],
    [{ manager: 'nobody' }, 'MANAGER_UNKNOWN'],
  ])('with %j is kept without that, and warned of', (row, code) => {
    const roster = read(row);
    expect(roster.people).toMatchObject([{ mobile: null, email: null, login: '1' }]);
    expect(roster.warnings).toEqual([{ line: 2, codes: [code] }]);
  });

  it.each([
    ['', ['employee']],
    ['Anställd|Chef', ['employee', 'manager']],
    ['ledning', ['employee', 'leadership']],
    ['servicedesk HR', ['employee', 'hr', 'helpdesk']],
    ['helpdesk, it,employee', ['employee', 'it', 'helpdesk']],
  ])('with the roles %j means %j', (roles, expected) => {
    expect(read({ roles }).people[0]?.roles).toEqual(expected);
  });

  it.each([
    ['2026-11-23', 0],
    ['20261123', 0],
    ['2026-11-24', 1],
    ['2026/12/31', 1],
    ['9999-12-31 00:00:00', 1],
  ])('that ends on %s gives %i people on 24 November', (end, count) => {
    expect(read({ end }).people).toHaveLength(count);
  });

  it('ends by the calendar in Sweden', () => {
    const file = rosterFile([{ end: '2026-11-24' }]);
    const at = (time: string) => readRoster(file, { at: new Date(time) }).people.length;
    expect(at('2026-11-24T22:59:00Z')).toBe(1);
    expect(at('2026-11-24T23:01:00Z')).toBe(0);
  });

  it('has its e-mail address as login, unless it is somebody else’s too', () => {
    const shared = { email: 'Natt@norrstrand.example' };
    const roster = read(
      { number: 'a', email: 'Kim@Norrstrand.example' },
      { number: 'b', ...shared },
      { number: 'c', ...shared },
    );
    expect(roster.people.map(({ login }) => login)).toEqual(['kim@norrstrand.example', 'b', 'c']);
    expect(roster.warnings.map(describeNote)).toHaveLength(2);
  });
});

describe('any file at all', () => {
  it('is read or refused with a sentence, and every row is a person or rejected', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('', '"', ';', '\n', numbers[0], 'chef', '1'),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 12 })), (rows) => {
        const text = [rosterText([]), ...rows.map((cells) => cells.join(';'))].join('\n');
        const roster = readText(text);
        expect(roster.people.length + roster.rejected.length).toBeLessThanOrEqual(roster.rows);
      }),
    );
  });
});
