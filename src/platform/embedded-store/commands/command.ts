import { type Doc, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import type { Cursors } from '../cursors.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Request } from '../wire/request.ts';

/** What a command works on. */
export interface CommandContext {
  catalog: Catalog;
  cursors: Cursors;
  connectionId: number;
  /** How many connections are open. */
  connections: () => number;
  /** Opens the turn's transaction; to be called before anything is written. */
  beginWrite: () => void;
}

/** Answers a command with the fields of its reply (`ok: 1` is added), or with finished BSON. */
export type Handler = (request: Request, context: CommandContext) => Doc | Uint8Array;

export interface Command {
  run: Handler;
  /** The fields it understands, besides those that every command may carry. */
  fields: readonly string[] | 'any';
  /** Fields that a MongoDB server knows and this store does not: only "off" is accepted. */
  absent?: readonly string[];
}

export const textField = (doc: Doc, name: string): string => {
  const value = doc[name];
  if (typeof value !== 'string' || value === '')
    throw new CommandError('TypeMismatch', `field '${name}' must be a nonempty string`);
  return value;
};

export const documentField = (doc: Doc, name: string): Doc => {
  const value = doc[name] ?? {};
  if (!isDocument(value))
    throw new CommandError('TypeMismatch', `field '${name}' must be an object`);
  return value;
};

export const documentList = (doc: Doc, name: string): Doc[] => {
  const value = doc[name];
  if (!Array.isArray(value) || !value.every(isDocument))
    throw new CommandError('TypeMismatch', `field '${name}' must be an array of objects`);
  return value;
};

/** @throws CommandError 40414 for the first of these fields that is missing or null */
export const requireFields = (doc: Doc, names: readonly string[], where: string): void => {
  const missing = names.find((name) => doc[name] === undefined || doc[name] === null);
  if (missing !== undefined)
    throw new CommandError(
      'Location40414',
      `BSON field '${where}.${missing}' is missing but a required field`,
    );
};

/** @throws CommandError 14 for what is not a boolean */
export const flag = (doc: Doc, name: string, fallback = false): boolean => {
  const value = doc[name] ?? fallback;
  if (typeof value !== 'boolean')
    throw new CommandError('TypeMismatch', `field '${name}' must be a boolean`);
  return value;
};

/** A boolean where a number will do as well. @throws CommandError 14 */
export const looseFlag = (doc: Doc, name: string): boolean =>
  typeof doc[name] === 'number' ? doc[name] !== 0 : flag(doc, name);

/** How many documents a command's `cursor` is to begin with. @throws CommandError 2, 14, 40415 */
export const cursorSize = (body: Doc, command: string, fallback: number): number => {
  const cursor = documentField(body, 'cursor');
  refuseUnknownFields(cursor, ['batchSize'], `${command}.cursor`);
  return countField(cursor, 'batchSize', fallback);
};

/** A whole number of zero or more; `fallback` when it is missing or null. */
export const countField = (doc: Doc, name: string, fallback: number): number => {
  const value = doc[name] ?? fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new CommandError('BadValue', `field '${name}' must be a non-negative integer`);
  return value;
};

/** How many milliseconds a command may take: its `maxTimeMS`, 0 meaning as long as it likes. */
export const timeLimit = (body: Doc): number => countField(body, 'maxTimeMS', 0) || Infinity;

/** The name of the collection a command is about: the value of its first field. */
export const collectionName = (request: Request): string => textField(request.body, request.name);

/** @throws CommandError 238 naming the first option that asks for what this store does not have */
export const refuseAbsentOptions = (doc: Doc, absent: readonly string[], where: string): void => {
  const asked = absent.find((name) => doc[name] !== undefined && doc[name] !== false);
  if (asked !== undefined)
    throw new CommandError('NotImplemented', `this store does not have ${where}'s '${asked}'`);
};

/** @throws CommandError 40415 naming the first field that is not among those known */
export const refuseUnknownFields = (doc: Doc, known: readonly string[], where: string): void => {
  const unknown = Object.keys(doc).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new CommandError(
      'Location40415',
      `BSON field '${where}.${unknown}' is an unknown field.`,
    );
};
