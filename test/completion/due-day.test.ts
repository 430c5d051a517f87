import { describe, expect, it } from 'vitest';
import { usualTerms } from '../../src/completion/course-terms.ts';
import { dueDay } from '../../src/completion/due-day.ts';
import { overviewOf } from '../../src/completion/overview.ts';
import { employeeId, madeModule } from './made-course.ts';

describe('the last day to finish', () => {
  it.each([
    ['2026-11-24T08:00:00Z', undefined, 14, '2026-12-08'],
    ['2026-11-24T08:00:00Z', '2026-12-31', 14, '2026-12-31'],
    ['2026-12-20T08:00:00Z', '2026-12-31', 14, '2027-01-03'],
    ['2028-02-20T08:00:00Z', undefined, 14, '2028-03-05'],
    // Half past eleven in the evening by universal time is the next day in Sweden.
    ['2026-11-24T23:30:00Z', undefined, 14, '2026-12-09'],
    ['2026-10-20T22:30:00Z', undefined, 14, '2026-11-04'],
  ])('for somebody who came %s, with %s for all, or %i days', (came, dueOn, days, day) => {
    expect(dueDay(new Date(came), { dueOn, newStarterDays: days })).toBe(day);
  });

  it.each([
    ['2026-12-08T22:59:00Z', false],
    ['2026-12-08T23:01:00Z', true],
  ])('is the whole of that day in Sweden: %s is late: %s', (at, isLate) => {
    const knownSince = new Date('2026-11-24T08:00:00Z');
    const records = { employeeId, completions: [], progress: [] };
    const on = { terms: usualTerms, knownSince, now: new Date(at) };
    expect(overviewOf([madeModule()], records, on)).toMatchObject({ dueOn: '2026-12-08', isLate });
  });
});
