import { describe, expect, it } from 'vitest';
import { percent, sumOf, unitShares } from '../../src/reports/unit-shares.ts';

const unit = (id: string, name: string, parentId: string | null, path: string[]) => ({
  id,
  name,
  parentId,
  path,
  managerIds: [],
  deputyIds: [],
});

const units = [
  unit('n', 'Norr', 'h', ['v', 'h']),
  unit('v', 'Vård', null, []),
  unit('s', 'Söder', 'h', ['v', 'h']),
  unit('h', 'Hemtjänst', 'v', ['v']),
];

const count = (unitIds: string[], total: number, done: number) => ({
  unitIds,
  total,
  done,
  started: 0,
  resetDone: done,
});

const byId = (counts: ReturnType<typeof count>[]) =>
  Object.fromEntries(unitShares(units, counts).map((row) => [row.id, row]));

describe('shares by unit', () => {
  it('roll up through the tree', () => {
    const rows = byId([count(['n'], 4, 1), count(['s'], 6, 3)]);
    expect([rows.h?.total, rows.h?.done, rows.v?.total]).toEqual([10, 4, 10]);
  });

  it('count somebody in two units once in the unit above', () => {
    const rows = byId([count(['n', 's'], 1, 1)]);
    expect([rows.n?.total, rows.s?.total, rows.h?.total, rows.v?.total]).toEqual([1, 1, 1, 1]);
  });

  it('come in the order of the tree', () => {
    expect(unitShares(units, []).map((row) => [row.name, row.depth])).toEqual([
      ['Vård', 0],
      ['Hemtjänst', 1],
      ['Norr', 2],
      ['Söder', 2],
    ]);
  });

  it('begin at the top of what a manager may see', () => {
    const own = units.filter(({ id }) => id === 'h' || id === 'n');
    expect(unitShares(own, []).map((row) => [row.id, row.depth])).toEqual([
      ['h', 0],
      ['n', 1],
    ]);
  });

  it('sum each person once', () => {
    expect(sumOf([count(['n', 's'], 2, 1), count(['n'], 3, 0)])).toMatchObject({
      total: 5,
      done: 1,
    });
  });
});

it('per cent says 100 only when all are done', () => {
  expect([percent(999, 1000), percent(1000, 1000), percent(0, 0)]).toEqual([99, 100, 0]);
});
