const least = 16;
const most = 64;
/** Then the store is written to a few times a second, whatever the directory's speed. */
const aimedMs = 250;

/**
 * How many people are announced, written and noted together: more where the directory is quick, so
 * that it does not wait for the store; few where it is slow, so that none of the writes waits long.
 */
export const createHandful = () => {
  let size = least;
  return {
    size: (): number => size,
    /** So many writes, made at once, took so long. */
    note: (writes: number, ms: number): void => {
      if (writes < least) return;
      size = Math.min(most, Math.max(least, Math.round((writes * aimedMs) / Math.max(1, ms))));
    },
  };
};

export type Handful = ReturnType<typeof createHandful>;
