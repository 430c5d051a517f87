import { PortalError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { DirectoryFault } from './directory-fault.ts';
import type { ResetOutcome } from './directory.ts';

/** The outcome of a reset: a directory that is down has changed nothing; a lost answer is logged. */
export const resetOutcome = async (
  work: Promise<ResetOutcome>,
  logger: Pick<Logger, 'warn'>,
): Promise<ResetOutcome> => {
  try {
    const outcome = await work;
    if (outcome.kind === 'unanswered') logger.warn('The answer to a reset was lost.');
    return outcome;
  } catch (error) {
    if (!(error instanceof PortalError && error.cause instanceof DirectoryFault)) throw error;
    return { kind: 'unavailable', cause: error.cause.reason };
  }
};
