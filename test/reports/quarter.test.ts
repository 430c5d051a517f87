import { expect, it } from 'vitest';
import { latestQuarters, quarterOf, readQuarter } from '../../src/reports/quarter.ts';

it('a quarter has three months, from its first day to its last', () => {
  expect(quarterOf('2026-11-28')).toEqual({
    id: '2026-4',
    year: 2026,
    number: 4,
    first: '2026-10-01',
    last: '2026-12-31',
    months: ['2026-10', '2026-11', '2026-12'],
  });
  expect(quarterOf('2028-02-29').last).toBe('2028-03-31');
  expect(quarterOf('2026-04-01')).toMatchObject({ id: '2026-2', last: '2026-06-30' });
});

it('what has not begun, or is no quarter, is none', () => {
  expect(readQuarter('2026-3', '2026-11-28')?.id).toBe('2026-3');
  for (const text of ['2027-1', '2026-5', '2026-0', '1999-1', '2026-4x', '']) {
    expect(readQuarter(text, '2026-11-28'), text).toBeNull();
  }
});

it('the latest come first, over the turn of the year', () => {
  const ids = latestQuarters('2026-02-10', 3).map(({ id }) => id);
  expect(ids).toEqual(['2026-1', '2025-4', '2025-3']);
});
