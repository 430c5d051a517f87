import { dayOfNumber } from '../platform/swedish-day.ts';
import type { Row, StandingBook } from './standing-book.ts';
import { beginAt, stateAt, stride } from './timeline.ts';

/** The days, until that one, on which a person became late with the course. */
export const overdueDays = (book: StandingBook, { timeline }: Row, until: number): string[] => {
  const isLate = (at: number) => book.states[stateAt(timeline, at)]?.status === 'overdue';
  const days: string[] = [];
  for (let at = 0; at < timeline.length && beginAt(timeline, at) <= until; at += stride)
    if (isLate(at) && !(at >= stride && isLate(at - stride)))
      days.push(dayOfNumber(beginAt(timeline, at)));
  return days;
};
