import { PortalError } from '../platform/errors.ts';

/** For `catch`: this value when the directory could not be reached; any other fault goes on. */
export const ifDirectoryDown =
  <Value>(value: Value) =>
  (error: unknown): Value => {
    if (error instanceof PortalError && error.code === 'DIRECTORY_DOWN') return value;
    throw error;
  };
