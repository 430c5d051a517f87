import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Day } from '../platform/swedish-day.ts';

/** Holidays, as 2026-12-25. */
export type Holidays = ReadonlySet<Day>;

const readHolidays = async (years: number[]): Promise<Holidays> => {
  const worker = new Worker(new URL('./holidays-worker.ts', import.meta.url), {
    workerData: { years },
  });
  const [days] = (await once(worker, 'message')) as [Day[]];
  return new Set(days);
};

/**
 * The holidays of Sweden in the year of a day and in the next. The library and its calendars of the
 * whole world (25 MB, a tenth of a second) are read in a thread that ends, once a year.
 */
export const createSwedishHolidays = () => {
  const known = new Map<number, Promise<Holidays>>();
  return (day: Day): Promise<Holidays> => {
    const year = Number(day.slice(0, 4));
    const found = known.get(year) ?? readHolidays([year, year + 1]);
    known.set(year, found);
    found.catch(() => known.delete(year));
    return found;
  };
};
