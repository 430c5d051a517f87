/** Whole per cent, rounded down so that 100 means all; 0 of 0 is 0. */
export const percent = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.floor((part * 100) / whole);
