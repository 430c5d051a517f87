import { Types } from 'mongoose';
import { describe, expect, it } from 'vitest';
import type { EmployeeRecord } from '../../src/employees/index.ts';
import { countPeople } from '../../src/standings/count-people.ts';
import { dayNumber } from '../../src/platform/swedish-day.ts';
import { findPeople } from '../../src/standings/find-people.ts';
import { makeStanding } from '../../src/standings/make-standing.ts';
import { rollUp } from '../../src/standings/roll-up.ts';
import { numbered } from '../../src/standings/timeline.ts';
import { createUnpack, packStanding } from '../../src/standings/stored-standing.ts';
import { cases, course } from './report-cases.ts';
import { bookOf } from './made-standings.ts';

const standings = cases.map(({ who, completions = [], absences = [], begun = [], ...rest }) => {
  const givenName = who.split(',', 1)[0] ?? '';
  const record = {
    ...{
      _id: new Types.ObjectId(),
      givenName,
      familyName: '',
      searchName: '',
      sortName: givenName,
    },
    ...{ employeeNumbers: [], resetRequiredSince: null, passwordSetAt: null },
  } as unknown as EmployeeRecord;
  return makeStanding({ record, completions, absences, begun, ...rest }, course);
});
const book = bookOf(...standings);

/** How each stands on a day, by name; who is not employed is not there. */
const statusesOn = (day: string) =>
  Object.fromEntries(
    findPeople(book, { scope: 'all', on: dayNumber(day) }).map(({ row }) => [
      row.givenName,
      standings
        .find(({ employeeId }) => employeeId === row.employeeId)
        ?.periods.find(({ from, to }) => from <= day && day <= (to ?? day))?.state.status,
    ]),
  );

const [done, overdue, begun, not, exempt] = [
  ...['done', 'overdue', 'in-progress', 'not-started', 'exempt'],
];

describe('as of a day each stands as counted by hand', () => {
  it.each([
    ['before anybody came', '2024-12-31', {}],
    [
      'on the first day nobody has begun, and who is on leave is exempt',
      '2025-01-01',
      { Ann: not, Bo: not, Cia: not, Dan: not, Eva: not, Fia: exempt, Gun: not, Ida: not },
    ],
    [
      'in the middle of the spring',
      '2025-03-20',
      { Ann: done, Bo: done, Cia: done, Dan: not, Eva: begun, Fia: exempt, Gun: done, Ida: done },
    ],
    [
      'on the last day nobody is late',
      '2025-03-31',
      { Ann: done, Bo: done, Cia: done, Dan: not, Eva: begun, Fia: exempt, Gun: done, Ida: done },
    ],
    [
      'the day after',
      '2025-04-01',
      {
        ...{ Ann: done, Bo: done, Cia: done, Dan: overdue, Eva: overdue, Fia: exempt },
        ...{ Gun: done, Ida: done },
      },
    ],
    [
      'late is done when it is done, and who has left is left out',
      '2025-07-01',
      { Ann: done, Bo: done, Dan: overdue, Eva: done, Fia: exempt, Gun: done },
    ],
    [
      'who came in the autumn has 14 days, and a record that was corrected does not count',
      '2025-11-10',
      {
        ...{ Ann: done, Bo: done, Dan: overdue, Eva: done, Fia: exempt, Gun: done },
        Hal: begun,
      },
    ],
    [
      'after the 14 days',
      '2025-11-16',
      {
        ...{ Ann: done, Bo: done, Dan: overdue, Eva: done, Fia: exempt, Gun: done },
        Hal: overdue,
      },
    ],
    [
      'what is to be renewed still counts, and who is back from leave has 14 days',
      '2026-01-14',
      {
        ...{ Ann: done, Bo: done, Dan: overdue, Eva: done, Fia: not, Gun: done },
        Hal: overdue,
      },
    ],
    [
      'after the last day of the renewal',
      '2026-02-01',
      {
        ...{ Ann: done, Bo: overdue, Dan: overdue, Eva: overdue, Fia: overdue, Gun: overdue },
        ...{ Hal: overdue, Ida: done },
      },
    ],
    [
      'who came back has 14 days to renew',
      '2026-02-16',
      {
        ...{ Ann: done, Bo: overdue, Dan: overdue, Eva: overdue, Fia: overdue, Gun: overdue },
        ...{ Hal: overdue, Ida: overdue },
      },
    ],
  ])('%s', (_what, day, expected) => {
    expect(statusesOn(day)).toEqual(expected);
  });
});

const unitsOn = (day: string, module?: string) =>
  rollUp(book.places, countPeople(book, [dayNumber(day)], module), 'all');

describe('as of a day each unit counts as by hand', () => {
  it('two units of one person are one person above them', () => {
    const { units, sum } = unitsOn('2025-04-01');
    expect(units.get('north')).toMatchObject({ total: 4, done: 3, overdue: 1 });
    expect(units.get('south')).toMatchObject({ total: 3, done: 2, overdue: 1 });
    expect(units.get('care')).toMatchObject({ total: 6, done: 4, overdue: 2 });
    expect(units.get('school')).toMatchObject({ total: 2, done: 1, exempt: 1 });
    expect(sum).toMatchObject({ total: 8, done: 5, overdue: 2, exempt: 1 });
  });

  it('who moved counts where they were then', () => {
    expect(unitsOn('2025-08-31').units.get('north')?.total).toBe(3);
    expect(unitsOn('2025-09-01').units.get('north')?.total).toBe(2);
    expect(unitsOn('2025-09-01').units.get('school')?.overdue).toBe(1);
  });

  it('a unit that was moved counts above where it stood then', () => {
    expect(unitsOn('2025-04-30').units.get('health')).toBeUndefined();
    expect(unitsOn('2025-05-01').units.get('health')).toMatchObject({ total: 1, overdue: 1 });
    expect(unitsOn('2025-05-15').units.get('health')).toMatchObject({ total: 1, done: 1 });
  });

  it('a retired module counts until the day it was retired', () => {
    expect(unitsOn('2026-05-31', 'phone').sum.total).toBe(8);
    expect(unitsOn('2026-06-01', 'phone').sum.total).toBe(0);
  });
});

it('a standing is read back as it was stored', () => {
  const unpack = createUnpack();
  for (const standing of standings) {
    const record = {
      ...packStanding(standing),
      ...{ _id: new Types.ObjectId(standing.employeeId), version: 1, changedAt: new Date() },
    };
    expect(unpack(record)).toEqual(numbered(standing));
  }
});
