import { beforeAll, describe, expect, it } from 'vitest';
import { sendWindow } from '../../src/reminders/send-window.ts';
import { createSwedishHolidays, type Holidays } from '../../src/reminders/swedish-holidays.ts';

let holidays: Holidays;
beforeAll(async () => void (holidays = await createSwedishHolidays()('2026-11-28')));

const hours = { from: 7, to: 18 };
const stockholm = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'Europe/Stockholm',
});

/** When a mail of this moment may go; `now` when at once. */
const goes = (moment: string, of = hours) => {
  const { isOpen, opensAt } = sendWindow(new Date(moment), of, holidays);
  return isOpen ? 'now' : stockholm.format(opensAt);
};

describe('mail that can wait goes', () => {
  it.each([
    ['on a weekday at seven', '2026-11-30T07:00:00+01:00', 'now'],
    ['a second before', '2026-11-30T06:59:59+01:00', '2026-11-30 07:00'],
    ['a second before six in the evening', '2026-11-30T17:59:59+01:00', 'now'],
    ['at six in the evening', '2026-11-30T18:00:00+01:00', '2026-12-01 07:00'],
    ['at midnight', '2026-12-01T00:00:00+01:00', '2026-12-01 07:00'],
    ['a second before midnight', '2026-11-30T23:59:59+01:00', '2026-12-01 07:00'],
    ['on Friday evening', '2026-11-27T18:00:00+01:00', '2026-11-30 07:00'],
    ['on Saturday', '2026-11-28T12:00:00+01:00', '2026-11-30 07:00'],
    ['in the night when summer begins', '2026-03-29T02:30:00+01:00', '2026-03-30 07:00'],
    ['on the morning after it', '2026-03-30T07:00:00+02:00', 'now'],
    ['an hour before that', '2026-03-30T06:59:00+02:00', '2026-03-30 07:00'],
    ['in the night when summer ends', '2026-10-25T02:30:00+02:00', '2026-10-26 07:00'],
    ['on the morning after it', '2026-10-26T07:00:00+01:00', 'now'],
    ['on Good Friday', '2026-04-03T10:00:00+02:00', '2026-04-07 07:00'],
    ['on Midsummer’s Eve', '2026-06-19T10:00:00+02:00', '2026-06-22 07:00'],
    ['on Ascension Day', '2026-05-14T10:00:00+02:00', '2026-05-15 07:00'],
    ['on Christmas Eve', '2026-12-24T10:00:00+01:00', '2026-12-28 07:00'],
    ['on New Year’s Eve, in the year after', '2026-12-31T10:00:00+01:00', '2027-01-04 07:00'],
    ['on the eve of Epiphany, which is a weekday', '2027-01-05T10:00:00+01:00', 'now'],
    ['on Epiphany', '2027-01-06T10:00:00+01:00', '2027-01-07 07:00'],
  ])('%s (%s): %s', (_when, moment, expected) => {
    expect(goes(moment)).toBe(expected);
  });

  it('within the hours that the organisation has set', () => {
    expect(goes('2026-11-30T07:30:00+01:00', { from: 9, to: 15 })).toBe('2026-11-30 09:00');
    expect(goes('2026-11-30T15:00:00+01:00', { from: 9, to: 15 })).toBe('2026-12-01 09:00');
  });

  it('until the hours end, and again when they next begin', () => {
    const { closesAt, reopensAt } = sendWindow(
      new Date('2026-12-23T10:00:00+01:00'),
      hours,
      holidays,
    );
    expect([closesAt, reopensAt].map((at) => stockholm.format(at))).toEqual([
      '2026-12-23 18:00',
      '2026-12-28 07:00',
    ]);
  });
});
