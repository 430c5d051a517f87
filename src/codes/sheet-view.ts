import type { CodeSheet } from './code-sheet-model.ts';
import { sheetEnds } from './code-times.ts';

/** What a page tells of a sheet that is there: how many codes are left, and until when. */
export const sheetView = ({ sheet, madeBy, madeAt, codes, used }: CodeSheet) => ({
  ...{ sheet, madeBy, madeAt },
  left: codes.length - used.length,
  until: sheetEnds(madeAt),
});
