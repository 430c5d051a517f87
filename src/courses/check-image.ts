import { stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A page with its drawing must stay light on a mobile network. */
const mostImageBytes = 12_000;

/** What is wrong with an image that a text names, `dir` being the module's folder. */
export const imageFault = async (file: string, dir: string): Promise<string | undefined> => {
  if (!/^images\/[a-z0-9-]+\.svg$/.test(file))
    return `the image "${file}" must be an SVG drawing in images/, named with a to z, figures and hyphens.`;
  const size = await stat(join(dir, file)).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) return `the image "${file}" does not exist.`;
  return size > mostImageBytes ? `the image "${file}" is over ${mostImageBytes} bytes.` : undefined;
};
