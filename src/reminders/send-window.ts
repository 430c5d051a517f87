import { dayOf, daysAfter, startOfDay, type Day } from '../platform/swedish-day.ts';
import type { ReminderHours } from './reminder-rules.ts';
import type { Holidays } from './swedish-holidays.ts';

export interface SendWindow {
  isOpen: boolean;
  /** The moment itself when it is open, else the next at which it opens. */
  opensAt: Date;
  /** When it closes after that, and when it then opens again. */
  closesAt: Date;
  reopensAt: Date;
  /** The end of those hours. */
  reclosesAt: Date;
}

const hourMs = 3_600_000;

const isWorkday = (day: Day, holidays: Holidays): boolean => {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
};

/** Clocks change on Sundays only: every weekday has its 24 hours. */
const at = (day: Day, hour: number): Date => new Date(startOfDay(day).getTime() + hour * hourMs);

const workdayFrom = (day: Day, holidays: Holidays): Day =>
  isWorkday(day, holidays) ? day : workdayFrom(daysAfter(day, 1), holidays);

/** When mail that can wait may go: within the hours, on weekdays that are no holiday. */
export const sendWindow = (moment: Date, hours: ReminderHours, holidays: Holidays): SendWindow => {
  const today = dayOf(moment);
  const isOver = moment >= at(today, hours.to);
  const day = workdayFrom(isOver ? daysAfter(today, 1) : today, holidays);
  const next = workdayFrom(daysAfter(day, 1), holidays);
  const opening = at(day, hours.from);
  const isOpen = day === today && moment >= opening;
  return {
    isOpen,
    opensAt: isOpen ? moment : opening,
    closesAt: at(day, hours.to),
    reopensAt: at(next, hours.from),
    reclosesAt: at(next, hours.to),
  };
};
