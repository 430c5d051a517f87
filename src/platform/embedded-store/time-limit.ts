import { CommandError } from './command-error.ts';

/** The read belongs into the reader's thread: here it would hold up everybody else. */
export class BelongsToReader extends Error {}

/** When the running command has to end, in milliseconds of `performance.now`, and as what. */
interface Deadline {
  at: number;
  over: () => Error;
}

/** A thread runs one command at a time, from its beginning to its end: one deadline is enough. */
let deadline: Deadline = { at: Infinity, over: () => new BelongsToReader() };

/** A deadline further away than the one that holds changes nothing. */
const within = <T>(milliseconds: number, over: () => Error, run: () => T): T => {
  const outer = deadline;
  const at = performance.now() + milliseconds;
  if (at < outer.at) deadline = { at, over };
  try {
    return run();
  } finally {
    deadline = outer;
  }
};

const outOfTime = () => new CommandError('MaxTimeMSExpired', 'operation exceeded time limit');

/** Runs a command for so many milliseconds at most. @throws CommandError 50 when they are over */
export const withTimeLimit = <T>(milliseconds: number, run: () => T): T =>
  within(milliseconds, outOfTime, run);

/** Runs a command that only reads. @throws BelongsToReader when so many milliseconds are over */
export const withinBudget = <T>(milliseconds: number, run: () => T): T =>
  within(milliseconds, () => new BelongsToReader(), run);

/** To be called for each document and each page looked at. @throws when the time is over */
export const checkTime = (): void => {
  if (deadline.at !== Infinity && performance.now() > deadline.at) throw deadline.over();
};

/**
 * A stream that may take so many milliseconds in all, whichever commands read it: `maxTimeMS` of a
 * cursor is for all its batches together.
 */
export function* withTimeLimitInAll<T>(
  stream: Iterable<T>,
  milliseconds: number,
): Generator<T, void> {
  if (milliseconds === Infinity) {
    yield* stream;
    return;
  }
  const items = stream[Symbol.iterator]();
  let left = milliseconds;
  try {
    for (;;) {
      const started = performance.now();
      const { value, done } = withTimeLimit(left, () => {
        checkTime();
        return items.next() as IteratorResult<T, undefined>;
      });
      if (done) return;
      left -= performance.now() - started;
      yield value;
    }
  } finally {
    items.return?.();
  }
}
