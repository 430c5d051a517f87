import type { CodeWay } from './sign-in-code-model.ts';

const minuteMs = 60_000;

/** How long a code works: read out on the phone it is used at once, on paper the person may go home first. */
const validMinutes: Record<CodeWay, number> = {
  phone: 10,
  paper: 72 * 60,
  vouched: 60,
};

/** Clocks of several machines differ by less. */
const skewMinutes = 2;

/** What is from later than this was written by a clock that was wrong. */
export const aheadOf = (now: Date): Date => new Date(now.getTime() + skewMinutes * minuteMs);

/** In so many minutes a vouched code can be stopped before it works. */
const vouchedWaitMinutes = 10;

export const vouchedWait = (from: Date): Date =>
  new Date(from.getTime() + vouchedWaitMinutes * minuteMs);

/** How long a code may wait for its approval. */
const waitMinutes = 60;

/** How long a sheet works. A piece of paper is forgotten in a drawer. */
export const sheetDays = 365;

export const sheetEnds = (madeAt: Date): Date =>
  new Date(madeAt.getTime() + sheetDays * 24 * 60 * minuteMs);

export const codeEnds = (way: CodeWay, from: Date): Date =>
  new Date(from.getTime() + validMinutes[way] * minuteMs);

export const waitEnds = (from: Date): Date => new Date(from.getTime() + waitMinutes * minuteMs);
