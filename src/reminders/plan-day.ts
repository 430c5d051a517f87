import type { Unit } from '../employees/index.ts';
import type { Day } from '../platform/swedish-day.ts';
import { responsibleFor } from './responsible-managers.ts';
import { comesDue, type ReminderRules } from './reminder-rules.ts';

/** Somebody who has something of the course left. */
export interface PersonLeft {
  id: string;
  unitIds: readonly string[];
  /** The last day to finish. */
  dueOn: Day;
}

/** What one person is told in one mail. */
export interface Parts {
  /** Of their own course. */
  own?: { dueOn: Day };
  /** How many are late in the units they manage. */
  team?: number;
  /** How many are late in all. */
  all?: number;
}

export interface DayPlan {
  people: readonly PersonLeft[];
  units: readonly Unit[];
  /** Who works in HR. */
  hrIds: readonly string[];
  rules: ReminderRules;
  /** The last day that has had its reminders, and this one. */
  since: Day;
  today: Day;
}

const addTo = (counts: Map<string, number>, ids: Iterable<string>): void => {
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
};

/** Whom the rules remind on a day, and of what: one mail to each. */
export const planDay = ({ people, units, hrIds, rules, since, today }: DayPlan) => {
  const plan = new Map<string, Parts>();
  const give = (id: string, parts: Parts) => plan.set(id, { ...plan.get(id), ...parts });
  const managersOf = responsibleFor(units);
  const isDue = (days: readonly number[]) => (person: PersonLeft) =>
    comesDue(days, person.dueOn, { since, today });

  for (const { id, dueOn } of people.filter(isDue(rules.employeeDays)))
    give(id, { own: { dueOn } });

  const late = people.filter(({ dueOn }) => dueOn < today);
  const lateIn = new Map<string, number>();
  for (const person of late) addTo(lateIn, managersOf(person));
  const concerned = new Set(late.filter(isDue(rules.managerDays)).flatMap(managersOf));
  for (const id of concerned) give(id, { team: lateIn.get(id) ?? 0 });

  if (late.some(isDue(rules.hrDays))) for (const id of hrIds) give(id, { all: late.length });
  return plan;
};
