/** The read belongs into the reader's thread: here it would hold up everybody else. */
export class BelongsToReader extends Error {}

let deadline = Infinity;

/**
 * Runs a command that only reads, for so many milliseconds at most. A thread runs one command at
 * a time, from its beginning to its end, so that one deadline is enough.
 *
 * @throws BelongsToReader when they are over
 */
export const withinBudget = <T>(milliseconds: number, run: () => T): T => {
  deadline = performance.now() + milliseconds;
  try {
    return run();
  } finally {
    deadline = Infinity;
  }
};

/** To be called for each document looked at. @throws BelongsToReader when the time is over */
export const spendTime = (): void => {
  if (deadline !== Infinity && performance.now() > deadline) throw new BelongsToReader();
};
