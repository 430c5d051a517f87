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
  people: AsyncIterable<PersonLeft>;
  units: readonly Unit[];
  /** Who, of those who manage units or stand in for it, is at work. */
  here: ReadonlySet<string>;
  /** Who works in HR. */
  hrIds: readonly string[];
  rules: ReminderRules;
  /** The last day that has had its reminders, and this one. */
  since: Day;
  today: Day;
}

/** Few last days for many people: each is reckoned once. */
const dueBy = (days: readonly number[], within: { since: Day; today: Day }) => {
  const known = new Map<Day, boolean>();
  return ({ dueOn }: PersonLeft): boolean => {
    const isDue = known.get(dueOn) ?? comesDue(days, dueOn, within);
    known.set(dueOn, isDue);
    return isDue;
  };
};

/** Whom the rules remind on a day, and of what: one mail to each. */
export const planDay = async ({ people, units, here, hrIds, rules, ...days }: DayPlan) => {
  const plan = new Map<string, Parts>();
  const give = (id: string, parts: Parts) => plan.set(id, { ...plan.get(id), ...parts });
  const managersOf = responsibleFor(units, here);
  const isForEmployee = dueBy(rules.employeeDays, days);
  const isForManager = dueBy(rules.managerDays, days);
  const isForHr = dueBy(rules.hrDays, days);

  const lateIn = new Map<string, number>();
  const concerned = new Set<string>();
  let late = 0;
  let tellsHr = false;
  for await (const person of people) {
    if (isForEmployee(person)) give(person.id, { own: { dueOn: person.dueOn } });
    if (person.dueOn >= days.today) continue;
    late += 1;
    tellsHr ||= isForHr(person);
    for (const id of managersOf(person)) {
      lateIn.set(id, (lateIn.get(id) ?? 0) + 1);
      if (isForManager(person)) concerned.add(id);
    }
  }
  for (const id of concerned) give(id, { team: lateIn.get(id) ?? 0 });
  if (tellsHr) for (const id of hrIds) give(id, { all: late });
  return plan;
};
