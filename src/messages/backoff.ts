const minute = 60_000;

/** How long a message waits after so many failed tries: 1, 2, 4, 8, then 15 minutes. */
export const backoffMs = (attempts: number): number =>
  Math.min(2 ** Math.max(0, attempts - 1), 15) * minute;
