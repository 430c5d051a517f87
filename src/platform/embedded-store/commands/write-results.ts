import type { Doc } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import type { Request } from '../wire/request.ts';

/** As many writes as a command may have. Source: MongoDB manual, "Limits and Thresholds". */
export const mostWrites = 100_000;

/** The writes of a command, each as BSON. @throws CommandError 16 for none, or for too many */
export const writesOf = (request: Request, field: string): Uint8Array[] => {
  const writes = request.documents(field);
  if (writes.length === 0 || writes.length > mostWrites)
    throw new CommandError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${mostWrites}. Got ${writes.length} operations.`,
    );
  return writes;
};

/**
 * Runs the writes of one command in turn. One that is refused is reported with its position;
 * `ordered` says whether those after it are still tried.
 */
export const runWrites = <T>(
  writes: readonly T[],
  ordered: boolean,
  run: (write: T, index: number) => void,
): Doc[] => {
  const errors: Doc[] = [];
  for (const [index, write] of writes.entries()) {
    try {
      run(write, index);
    } catch (error) {
      if (!(error instanceof CommandError) || error.codeName === 'MaxTimeMSExpired') throw error;
      errors.push({ index, code: error.code, ...error.details, errmsg: error.message });
      if (ordered) break;
    }
  }
  return errors;
};

/** The reply of a write command. */
export const writeReply = (counts: Doc, errors: Doc[]): Doc =>
  errors.length > 0 ? { ...counts, writeErrors: errors } : counts;
