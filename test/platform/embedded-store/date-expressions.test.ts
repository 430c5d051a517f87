import { describe, expect, test } from 'vitest';
import { int, openStoreForExpressions } from './expression-store.ts';

const store = openStoreForExpressions();

describe('Dates', () => {
  const zone = { timezone: 'Europe/Stockholm' };

  test.each<[unknown, unknown]>([
    [{ $hour: { date: '$at', ...zone } }, int(0)],
    [{ $isoWeek: new Date('2027-01-02') }, int(53)],
    [
      { $dateToString: { date: '$at', format: '%d/%m %Y %H:%M %z', ...zone } },
      '29/03 2026 00:30 +0100',
    ],
    [
      { $dateFromString: { dateString: '2026-07-01 12:00', format: '%Y-%m-%d %H:%M', ...zone } },
      new Date('2026-07-01T10:00Z'),
    ],
    // The night in which summer time begins has 23 hours.
    [
      { $dateAdd: { startDate: '$at', unit: 'day', amount: 1, ...zone } },
      new Date('2026-03-29T22:30Z'),
    ],
    [
      { $dateAdd: { startDate: new Date('2026-01-31'), unit: 'month', amount: 1 } },
      new Date('2026-02-28'),
    ],
    [
      { $dateTrunc: { date: '$at', unit: 'week', startOfWeek: 'monday', ...zone } },
      new Date('2026-03-22T23:00Z'),
    ],
    [{ $dateFromParts: { year: 2026, month: 13 } }, new Date('2027-01-01')],
    [
      { $dateFromParts: { isoWeekYear: 2026, isoWeek: 53, isoDayOfWeek: 7 } },
      new Date('2027-01-03'),
    ],
  ])('%j', async (expression, expected) => {
    expect(await store.valueOf(expression)).toEqual(expected);
  });

  test.each([
    [{ $year: 'x' }, 16006],
    [{ $hour: { date: '$at', timezone: 'Mars/Olympus' } }, 40485],
    [{ $dateToString: { date: '$at', format: '%q' } }, 18536],
    [{ $dateAdd: { startDate: '$at', unit: 'fortnight', amount: 1 } }, 9],
    [{ $dateFromString: { dateString: '2026-02-30' } }, 241],
  ])('%j is refused with code %i', async (expression, code) => {
    expect(await store.refusalOf(expression)).toMatchObject({ code });
  });
});
