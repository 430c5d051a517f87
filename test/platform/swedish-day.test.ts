import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  dayOf,
  daysAfter,
  daysBetween,
  noonOf,
  startOfDay,
} from '../../src/platform/swedish-day.ts';

const day = fc.integer({ min: 0, max: 40_000 }).map((days) => daysAfter('2000-01-01', days));

it.each([
  ['2026-06-30T21:59:59Z', '2026-06-30'],
  ['2026-06-30T22:00:00Z', '2026-07-01'],
  ['2026-12-31T22:59:59Z', '2026-12-31'],
  ['2026-12-31T23:00:00Z', '2027-01-01'],
])('the day at %s is %s, as the calendar of the country says', (at, expected) => {
  expect(dayOf(new Date(at))).toBe(expected);
});

it('the day at any moment of 130 years is that of the time zone', () => {
  const calendar = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeZone: 'Europe/Stockholm',
  });
  const noInvalidDate = true;
  const moment = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate });
  fc.assert(
    fc.property(moment, (at) => {
      expect(dayOf(at)).toBe(calendar.format(at));
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['2026-03-28', 1, '2026-03-29'],
  ['2026-03-29', 1, '2026-03-30'],
  ['2026-10-24', 14, '2026-11-07'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-01-01', -1, '2025-12-31'],
  ['2026-11-28', 365, '2027-11-28'],
])('%s and %i days is %s, whether or not the clocks change in between', (from, days, expected) => {
  expect(daysAfter(from, days)).toBe(expected);
});

it('days are counted back to what was added', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, days) => {
      expect(daysBetween(from, daysAfter(from, days))).toBe(days);
    }),
  );
});

it('a day begins at its first moment in Sweden, and its noon is within it', () => {
  fc.assert(
    fc.property(day, (one) => {
      const start = startOfDay(one);
      expect(dayOf(start)).toBe(one);
      expect(dayOf(new Date(start.getTime() - 1))).toBe(daysAfter(one, -1));
      expect(dayOf(noonOf(one))).toBe(one);
    }),
  );
});
