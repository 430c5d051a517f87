import { daysAfter, type Day } from '../platform/swedish-day.ts';

/** A quarter of a year: its days, as 2026-10-01, and its months, as 2026-10. */
export interface Quarter {
  /** As 2026-4. */
  id: string;
  year: number;
  number: number;
  first: Day;
  last: Day;
  months: [string, string, string];
}

const twoFigures = (n: number): string => String(n).padStart(2, '0');

const quarter = (year: number, number: number): Quarter => {
  const month = (n: number) => `${year}-${twoFigures((number - 1) * 3 + n)}`;
  const next = number === 4 ? `${year + 1}-01-01` : `${year}-${twoFigures(number * 3 + 1)}-01`;
  const last = daysAfter(next, -1);
  return {
    ...{ id: `${year}-${number}`, year, number, first: `${month(1)}-01`, last },
    months: [month(1), month(2), month(3)],
  };
};

/** The quarter of a day. */
export const quarterOf = (day: Day): Quarter =>
  quarter(Number(day.slice(0, 4)), Math.ceil(Number(day.slice(5, 7)) / 3));

/** The one that is written so; null when there is none, or when it has not begun. */
export const readQuarter = (text: string, today: Day): Quarter | null => {
  const [, year, number] = /^(20\d\d)-([1-4])$/.exec(text) ?? [];
  if (year === undefined) return null;
  const found = quarter(Number(year), Number(number));
  return found.first <= today ? found : null;
};

/** This quarter and so many before it, the latest first. */
export const latestQuarters = (today: Day, count: number): Quarter[] => {
  const quarters = [quarterOf(today)];
  while (quarters.length < count)
    quarters.push(quarterOf(daysAfter(quarters.at(-1)?.first ?? today, -1)));
  return quarters;
};
