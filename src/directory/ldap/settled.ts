import { ResultCodeError } from 'ldapts';
import { DirectoryFault } from '../directory-fault.ts';
import type { ResetOutcome } from '../directory.ts';

/** Once the change is made, whatever goes wrong leaves a question and not a refusal. */
export const settled = (outcome: Promise<ResetOutcome>): Promise<ResetOutcome> =>
  outcome.catch((error: unknown) => {
    if (error instanceof DirectoryFault || error instanceof ResultCodeError)
      return { kind: 'unanswered' };
    throw error;
  });
