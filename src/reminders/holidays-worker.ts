import { parentPort, workerData } from 'node:worker_threads';
import Holidays from 'date-holidays';

const { years } = workerData as { years: number[] };

/** The days of the law on public holidays (1989:253), and the eves that are as Sundays: `bank`. */
const daysOff = new Holidays('SE', { types: ['public', 'bank'] });

parentPort?.postMessage(
  years.flatMap((year) => daysOff.getHolidays(year)).map(({ date }) => date.slice(0, 10)),
);
