import { daysAfter, type Day } from '../platform/swedish-day.ts';

/** Who is reminded when: days from the last day to finish, before it with a minus. */
export interface ReminderRules {
  /** Whoever has something left. */
  employeeDays: readonly number[];
  /** Their managers. */
  managerDays: readonly number[];
  /** HR. */
  hrDays: readonly number[];
}

/** Whole hours of the day between which mail may go, on weekdays that are no holiday. */
export interface ReminderHours {
  from: number;
  to: number;
}

/** Does one of the days come after `since`, up to and with `today`? */
export const comesDue = (
  days: readonly number[],
  dueOn: Day,
  { since, today }: { since: Day; today: Day },
): boolean => days.map((n) => daysAfter(dueOn, n)).some((day) => since < day && day <= today);
