import { CommandError } from './command-error.ts';

let deadline = Infinity;

/** Runs a command for so many milliseconds at most: readers look at the clock page by page. */
export const withTimeLimit = <T>(milliseconds: number, run: () => T): T => {
  const outer = deadline;
  deadline = performance.now() + milliseconds;
  try {
    return run();
  } finally {
    deadline = outer;
  }
};

/** To be called now and then while reading. @throws CommandError 50 when the time is over */
export const checkTimeLimit = (): void => {
  if (performance.now() > deadline)
    throw new CommandError('MaxTimeMSExpired', 'operation exceeded time limit');
};

/**
 * Lets what is left of the running command's time count for a stream that later commands go on
 * with: `maxTimeMS` of a cursor is for all its batches together.
 */
export function* withinTimeLeft<T>(stream: Iterable<T>): Generator<T> {
  if (deadline === Infinity) {
    yield* stream;
    return;
  }
  const items = stream[Symbol.iterator]();
  let left = deadline - performance.now();
  try {
    for (;;) {
      const started = performance.now();
      const { value, done } = withTimeLimit(left, () => {
        checkTimeLimit();
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
