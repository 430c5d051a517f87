import { describe, expect, it } from 'vitest';
import { bestFirst, placeUnits, unitsBelow } from '../../src/reports/place-units.ts';
import { drawnPoints, trendDays } from '../../src/reports/trend-days.ts';
import { noFigures } from '../../src/standings/index.ts';

const row = (id: string, depth: number, done: number, total: number) => ({
  ...{ id, depth, name: id.toUpperCase() },
  figures: { ...noFigures(), done, total, notStarted: total - done },
});

const rows = [
  row('vard', 0, 5, 10),
  row('hemtjanst', 1, 3, 4),
  row('norr', 2, 0, 1),
  row('boende', 1, 2, 6),
  row('skola', 0, 9, 9),
  row('tom', 0, 0, 0),
];
const units = placeUnits(rows);
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe('the units', () => {
  it('know what is above them, and whether something is below', () => {
    const norr = units.find(({ id }) => id === 'norr');
    expect(norr && ids(norr.above)).toEqual(['vard', 'hemtjanst']);
    expect(ids(units.filter(({ hasUnits }) => hasUnits))).toEqual(['vard', 'hemtjanst']);
  });

  it('come from best to worst, those of nobody last', () => {
    expect(ids(bestFirst(unitsBelow(units, undefined)))).toEqual(['skola', 'vard', 'tom']);
    expect(ids(unitsBelow(units, 'vard'))).toEqual(['hemtjanst', 'boende']);
    expect(unitsBelow(units, 'norr')).toEqual([]);
  });

  it('begin below the one at the top, when there is but one', () => {
    const one = placeUnits(rows.slice(0, 4));
    expect(ids(unitsBelow(one, undefined))).toEqual(['hemtjanst', 'boende']);
    expect(ids(unitsBelow(placeUnits([row('ensam', 0, 1, 1)]), undefined))).toEqual(['ensam']);
  });
});

describe('the trend', () => {
  const today = '2026-11-28';
  const points = (doneSince: string) =>
    trendDays(today).map((day) => ({ day, done: day >= doneSince ? 3 : 0 }));
  const days = (doneSince: string) => drawnPoints(points(doneSince), today).map(({ day }) => day);

  it('is week by week once the work has gone on for some weeks', () => {
    expect(days('2026-10-01')).toEqual([
      '2026-09-26',
      '2026-10-03',
      '2026-10-10',
      '2026-10-17',
      '2026-10-24',
      '2026-10-31',
      '2026-11-07',
      '2026-11-14',
      '2026-11-21',
      '2026-11-28',
    ]);
  });

  it('is day by day while it is young', () => {
    expect(days('2026-11-26')).toEqual(['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28']);
  });

  it('is today alone when nobody is done', () => {
    expect(days('2027-01-01')).toEqual([today]);
  });
});
