import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Unit } from '../../src/employees/index.ts';
import { planDay, type PersonLeft } from '../../src/reminders/plan-day.ts';

const unit = (
  id: string,
  path: string[],
  managerIds: string[],
  deputyIds: string[] = [],
): Unit => ({
  id,
  name: id,
  parentId: path.at(-2) ?? null,
  path,
  managerIds,
  deputyIds,
});

const units = [
  unit('vård', ['vård'], ['ida']),
  unit('hemtjänst', ['vård', 'hemtjänst'], ['gun']),
  unit('natt', ['vård', 'hemtjänst', 'natt'], []),
  unit('skola', ['skola'], []),
  unit('kök', ['kök'], ['dag'], ['siv']),
  unit('diskrum', ['kök', 'diskrum'], [], ['siv']),
];

const rules = { employeeDays: [-7, -1, 3], managerDays: [7], hrDays: [14] };

const person = (id: string, dueOn: string, ...unitIds: string[]): PersonLeft => ({
  id,
  dueOn,
  unitIds,
});

const everybody = ['ida', 'gun', 'siv', 'dag'];

const plan = async (
  people: PersonLeft[],
  today: string,
  { since, here = everybody }: { since?: string; here?: string[] } = {},
) =>
  Object.fromEntries(
    await planDay({
      people: Readable.from(people),
      units,
      here: new Set(here),
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
  ])('%s the last day to finish, these are mailed', async (_when, today, expected) => {
    expect(await plan([anna], today)).toEqual(expected);
  });

  it('what a weekend or a day without the portal left out is done the next day', async () => {
    expect(await plan([anna], '2026-12-09', { since: '2026-12-06' })).toHaveProperty('anna');
    expect(await plan([anna], '2026-12-09', { since: '2026-12-07' })).toEqual({});
  });

  it('a manager is told of all who are late, once, and HR of everybody', async () => {
    const people = [
      anna,
      person('bo', '2026-12-14', 'hemtjänst', 'natt'),
      person('cilla', '2026-12-20', 'natt'),
      person('dana', '2026-12-24', 'natt'),
      person('eli', '2026-12-07', 'skola'),
    ];
    expect(await plan(people, '2026-12-21')).toEqual({ gun: { team: 3 }, åsa: { all: 4 } });
  });

  it('a manager who is late is told of both in one mail, and the one above answers for them', async () => {
    const gun = person('gun', '2026-12-14', 'hemtjänst');
    expect(await plan([gun], '2026-12-21')).toEqual({ ida: { team: 1 } });
    const late = [person('gun', '2026-12-18', 'hemtjänst'), anna];
    expect(await plan(late, '2026-12-21')).toEqual({
      gun: { own: { dueOn: '2026-12-18' }, team: 1 },
    });
  });

  it('nobody answers for a unit without a manager anywhere above', async () => {
    expect(await plan([person('eli', '2026-12-14', 'skola')], '2026-12-21')).toEqual({});
  });

  describe('a deputy', () => {
    const eva = person('eva', '2026-12-14', 'kök');
    const toldOf = async (who: PersonLeft, here: string[]) =>
      Object.keys(await plan([who], '2026-12-21', { here }));

    it('is told of who is late while no manager of the unit is at work', async () => {
      expect(await toldOf(eva, ['dag', 'siv'])).toEqual(['dag']);
      expect(await toldOf(eva, ['siv'])).toEqual(['siv']);
    });

    it('is told where there is no manager, before anybody above', async () => {
      expect(await toldOf(person('eva', '2026-12-14', 'diskrum'), ['dag', 'siv'])).toEqual(['siv']);
    });

    it('who is away or late leaves it to the one above', async () => {
      expect(await toldOf(person('eva', '2026-12-14', 'diskrum'), ['dag'])).toEqual(['dag']);
      expect(await toldOf(person('siv', '2026-12-14', 'diskrum'), ['dag', 'siv'])).toEqual(['dag']);
    });

    it('is not told of the manager', async () => {
      expect(await toldOf(person('dag', '2026-12-14', 'kök'), ['dag', 'siv'])).toEqual([]);
    });
  });
});
