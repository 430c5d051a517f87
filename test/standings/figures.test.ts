import { describe, expect, it } from 'vitest';
import { countPeople } from '../../src/standings/count-people.ts';
import { dayNumber } from '../../src/platform/swedish-day.ts';
import { rollUp, sumByDay, type Scope } from '../../src/standings/roll-up.ts';
import type { Standing } from '../../src/standings/standing.ts';
import { bookOf, period, standing } from './made-standings.ts';

const figuresOn = (
  day: string,
  standings: Standing[],
  { module, scope = 'all' }: { module?: string; scope?: Scope } = {},
) => {
  const book = bookOf(...standings);
  return rollUp(book.places, countPeople(book, [dayNumber(day)], module), scope);
};

const today = '2026-11-28';

describe('the figures of a day', () => {
  it('roll up through the tree', () => {
    const { units } = figuresOn(today, [
      standing('Ann A', [period('2026-01-01', { status: 'done' })]),
      standing('Bo B', [period('2026-01-01')]),
      standing('Cia C', [period('2026-01-01', { units: ['south'], status: 'overdue' })]),
    ]);
    expect(units.get('north')).toMatchObject({ total: 2, done: 1, notStarted: 1 });
    expect(units.get('homecare')).toMatchObject({ total: 3, done: 1, overdue: 1 });
    expect(units.get('care')).toEqual(units.get('homecare'));
    expect(units.get('school')).toBeUndefined();
  });

  it('count somebody in two units once in the unit above and in all', () => {
    const { units, sum } = figuresOn(today, [
      standing('Ann A', [period('2026-01-01', { units: ['north', 'south'] })]),
    ]);
    const totals = ['north', 'south', 'homecare', 'care'].map((id) => units.get(id)?.total);
    expect(totals).toEqual([1, 1, 1, 1]);
    expect(sum.total).toBe(1);
  });

  it('leave out whoever has left or not yet come, and keep them on the days when they worked', () => {
    const people = [
      standing('Ann A', [period('2026-01-01', { to: '2026-06-30', status: 'done' })]),
      standing('Bo B', [period('2026-12-01')]),
    ];
    expect(figuresOn(today, people).sum.total).toBe(0);
    expect(figuresOn('2026-06-30', people).sum).toMatchObject({ total: 1, done: 1 });
    expect(figuresOn('2026-07-01', people).sum.total).toBe(0);
    expect(figuresOn('2026-12-01', people).sum.total).toBe(1);
  });

  it('count by one module those to whom it is mandatory', () => {
    const people = [
      standing('Ann A', [period('2026-01-01', { modules: { phishing: 'done', chef: 'overdue' } })]),
      standing('Bo B', [period('2026-01-01', { modules: { phishing: 'in-progress' } })]),
    ];
    expect(figuresOn(today, people, { module: 'phishing' }).sum).toMatchObject({
      ...{ total: 2, done: 1, inProgress: 1 },
    });
    expect(figuresOn(today, people, { module: 'chef' }).sum).toMatchObject({
      total: 1,
      overdue: 1,
    });
  });

  it('hold only what the viewer may see', () => {
    const people = [
      standing('Ann A', [period('2026-01-01')]),
      standing('Bo B', [period('2026-01-01', { units: ['school'] })]),
    ];
    expect(figuresOn(today, people, { scope: ['north', 'south'] }).sum.total).toBe(1);
    expect(figuresOn(today, people, { scope: [] }).sum.total).toBe(0);
  });

  it('tell who has the login that was asked of them, as of each day', () => {
    const periods = [period('2026-01-01')];
    const people = [
      standing('Ann A', periods, { loginDoneOn: '2026-11-20' }),
      standing('Bo B', periods, { loginLeftSince: '2026-11-10' }),
      standing('Cia C', periods),
    ];
    const done = (day: string) => figuresOn(day, people).sum.resetDone;
    expect([done('2026-11-09'), done('2026-11-10'), done('2026-11-20')]).toEqual([2, 1, 2]);
  });
});

it('the trend follows each person through their periods, each once a day', () => {
  const book = bookOf(
    standing('Ann A', [
      period('2026-11-01', { to: '2026-11-09' }),
      period('2026-11-10', { to: '2026-11-19', status: 'in-progress' }),
      period('2026-11-20', { status: 'done' }),
    ]),
    standing('Bo B', [
      period('2026-11-01', { units: ['north', 'south'], to: '2026-11-14' }),
      period('2026-11-15', { units: ['school'], status: 'overdue' }),
    ]),
  );
  const days = ['2026-10-31', '2026-11-09', '2026-11-10', '2026-11-15', '2026-11-20'];
  const counts = countPeople(book, days.map(dayNumber));
  const trend = (unit?: string) =>
    sumByDay(book.places, counts, days.length, { scope: 'all', unit }).map(
      ({ total, done, overdue, inProgress }) => [total, done, overdue, inProgress],
    );
  expect(trend()).toEqual([
    [0, 0, 0, 0],
    [2, 0, 0, 0],
    [2, 0, 0, 1],
    [2, 0, 1, 1],
    [2, 1, 1, 0],
  ]);
  expect(trend('homecare').map(([total]) => total)).toEqual([0, 2, 2, 1, 1]);
});
