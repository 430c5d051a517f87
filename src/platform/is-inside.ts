import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** Where the path leads when every link on the way is followed; what is not there yet stays. */
const realPath = (path: string): string => {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    return join(realPath(dirname(whole)), basename(whole));
  }
};

/** Is it the folder or anything below it, also by way of symbolic links? */
export const isInside = (folder: string, path: string): boolean => {
  const way = relative(realPath(folder), realPath(path));
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};
