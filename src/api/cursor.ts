import { Problem } from '../platform/http/problem.ts';

/** A place in a list as the caller carries it: opaque, and good for its own list alone. */
export const writeCursor = (list: string, place: string): string =>
  Buffer.from(`${list}:${place}`).toString('base64url');

/**
 * @param place what a place in this list looks like.
 * @throws {Problem} 400 when it is not a cursor of this list.
 */
export const readCursor = (list: string, cursor: string, place: RegExp): string => {
  const text = Buffer.from(cursor, 'base64url').toString();
  const found = text.slice(list.length + 1);
  if (text.startsWith(`${list}:`) && place.test(found)) return found;
  throw new Problem(400, 'The cursor is not one that this list has given.');
};
