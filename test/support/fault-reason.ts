import { DirectoryFault } from '../../src/directory/directory-fault.ts';
import { PortalError } from '../../src/platform/errors.ts';

/** Why the directory could not do it, as IT is told; `done` when it could. */
export const faultReason = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      const isDown = error instanceof PortalError && error.code === 'DIRECTORY_DOWN';
      return isDown && error.cause instanceof DirectoryFault ? error.cause.reason : String(error);
    },
  );
