import { daysAfter, type Day } from '../platform/swedish-day.ts';

const weeks = 12;
const days = 14;

const back = (today: Day, count: number, step: number): Day[] =>
  Array.from({ length: count + 1 }, (_, index) => daysAfter(today, (index - count) * step));

/** The days whose figures a trend needs: the last days each, and before them one a week, in order. */
export const trendDays = (today: Day): Day[] =>
  [...new Set([...back(today, weeks, 7), ...back(today, days, 1)])].toSorted();

/**
 * The points to draw: day by day while the work is young, else week by week; from the last one before
 * anybody was done.
 *
 * @param points one for each of `trendDays(today)`.
 */
export const drawnPoints = <T extends { day: Day; done: number }>(
  points: readonly T[],
  today: Day,
): T[] => {
  const first = points.find(({ done }) => done > 0)?.day;
  if (first === undefined) return points.filter(({ day }) => day === today);
  const drawn = first > daysAfter(today, -days) ? back(today, days, 1) : back(today, weeks, 7);
  const wanted = new Set(drawn);
  const shown = points.filter(({ day }) => wanted.has(day));
  const begins = shown.findIndex(({ done }) => done > 0);
  return shown.slice(Math.max(0, begins - 1));
};
