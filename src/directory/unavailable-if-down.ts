import { PortalError } from '../platform/errors.ts';
import { DirectoryFault } from './directory-fault.ts';
import type { ResetOutcome } from './directory.ts';

/** A reset tells that nothing has changed; everything else throws. */
export const unavailableIfDown = (outcome: Promise<ResetOutcome>): Promise<ResetOutcome> =>
  outcome.catch((error: unknown) => {
    if (!(error instanceof PortalError && error.cause instanceof DirectoryFault)) throw error;
    return { kind: 'unavailable', cause: error.cause.reason };
  });
