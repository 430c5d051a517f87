import { describe, expect, it } from 'vitest';
import type { Unit } from '../../src/employees/index.ts';
import { planDay, type PersonLeft } from '../../src/reminders/plan-day.ts';

const unit = (id: string, path: string[], managerIds: string[]): Unit => ({
  id,
  name: id,
  parentId: path.at(-2) ?? null,
  path,
  managerIds,
  deputyIds: [],
});

const units = [
  unit('vård', ['vård'], ['ida']),
  unit('hemtjänst', ['vård', 'hemtjänst'], ['gun']),
  unit('natt', ['vård', 'hemtjänst', 'natt'], []),
  unit('skola', ['skola'], []),
];

const rules = { employeeDays: [-7, -1, 3], managerDays: [7], hrDays: [14] };

const person = (id: string, dueOn: string, ...unitIds: string[]): PersonLeft => ({
  id,
  dueOn,
  unitIds,
});

const plan = (people: PersonLeft[], today: string, since?: string) =>
  Object.fromEntries(
    planDay({
      people,
      units,
      hrIds: ['åsa'],
      rules,
      since: since ?? new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10),
      today,
    }),
  );

const anna = person('anna', '2026-12-14', 'natt');

describe('by the rules', () => {
  it.each([
    ['eight days before', '2026-12-06', {}],
    ['seven days before', '2026-12-07', { anna: { own: { dueOn: '2026-12-14' } } }],
    ['the last day', '2026-12-14', {}],
    ['three days after', '2026-12-17', { anna: { own: { dueOn: '2026-12-14' } } }],
    ['seven days after', '2026-12-21', { gun: { team: 1 } }],
    ['fourteen days after', '2026-12-28', { åsa: { all: 1 } }],
    ['fifteen days after', '2026-12-29', {}],
  ])('%s the last day to finish, these are mailed', (_when, today, expected) => {
    expect(plan([anna], today)).toEqual(expected);
  });

  it('what a weekend or a day without the portal left out is done the next day', () => {
    expect(plan([anna], '2026-12-09', '2026-12-06')).toHaveProperty('anna');
    expect(plan([anna], '2026-12-09', '2026-12-07')).toEqual({});
  });

  it('a manager is told of all who are late, once, and HR of everybody', () => {
    const people = [
      anna,
      person('bo', '2026-12-14', 'hemtjänst', 'natt'),
      person('cilla', '2026-12-20', 'natt'),
      person('dana', '2026-12-24', 'natt'),
      person('eli', '2026-12-07', 'skola'),
    ];
    expect(plan(people, '2026-12-21')).toEqual({ gun: { team: 3 }, åsa: { all: 4 } });
  });

  it('a manager who is late is told of both in one mail, and the one above answers for them', () => {
    const gun = person('gun', '2026-12-14', 'hemtjänst');
    expect(plan([gun], '2026-12-21')).toEqual({ ida: { team: 1 } });
    const late = [person('gun', '2026-12-18', 'hemtjänst'), anna];
    expect(plan(late, '2026-12-21')).toEqual({ gun: { own: { dueOn: '2026-12-18' }, team: 1 } });
  });

  it('nobody answers for a unit without a manager anywhere above', () => {
    expect(plan([person('eli', '2026-12-14', 'skola')], '2026-12-21')).toEqual({});
  });
});
