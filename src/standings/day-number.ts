import { daysAfter, daysBetween, type Day } from '../platform/swedish-day.ts';

const first = '1970-01-01';

/** Days since 1970-01-01: what is compared a million times is a number. */
export const dayNumber = (day: Day): number => daysBetween(first, day);

export const dayOfNumber = (number: number): Day => daysAfter(first, number);
