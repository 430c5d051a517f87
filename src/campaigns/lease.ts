/** Whoever has taken something and is not heard of for so long has died. */
export const leaseMs = 40_000;

/**
 * A filter for what nobody holds. An end that lies further ahead than any lease was set by a clock
 * that has jumped back since.
 */
export const isFree = (now: Date) => ({
  $or: [
    { heldUntil: { $lte: now } },
    { heldUntil: { $gt: new Date(now.getTime() + 2 * leaseMs) } },
  ],
});
