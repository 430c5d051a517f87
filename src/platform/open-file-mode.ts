import { statSync } from 'node:fs';

/** Writing by the group, and anything by others. */
const tooOpen = 0o027;

/**
 * What is wrong with a private key's file when others than its owner and group can get at it, as the end of a
 * sentence that begins with the file; null when it is well kept.
 *
 * @throws the fault of the file system.
 */
export const openFileMode = (path: string): string | null => {
  const mode = statSync(path).mode & 0o777;
  if ((mode & tooOpen) === 0) return null;
  const shown = mode.toString(8).padStart(4, '0');
  return `can be read or changed by others (mode ${shown}): make it 0600, or 0640 where a group must read it.`;
};
