import { createHash } from 'node:crypto';
import { parse } from 'node:path';

/** `logo.svg` becomes `logo.<hash>.svg`: another content has another name, so it can be kept for ever. */
export const contentName = (file: string, content: string | Buffer): string => {
  const { name, ext } = parse(file);
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 12);
  return `${name}.${hash}${ext}`;
};
