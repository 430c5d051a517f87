import { Binary, BSONRegExp, BSONSymbol, Code } from 'bson';
import { isDocument } from '../bson/documents.ts';
import { type Kind, kindOf } from '../bson/numeric.ts';
import { rank, rankOf } from '../bson/type-rank.ts';
import { CommandError } from '../command-error.ts';
import type { ValueTest } from './match-types.ts';

const isOf =
  (kind: Kind): ValueTest =>
  (value) =>
    kindOf(value) === kind;

const types: readonly [code: number, alias: string, test: ValueTest][] = [
  [1, 'double', isOf('double')],
  [2, 'string', (value) => typeof value === 'string'],
  [3, 'object', isDocument],
  [4, 'array', (value) => Array.isArray(value)],
  [5, 'binData', (value) => value instanceof Binary],
  [7, 'objectId', (value) => rankOf(value) === rank.objectId],
  [8, 'bool', (value) => typeof value === 'boolean'],
  [9, 'date', (value) => value instanceof Date],
  [10, 'null', (value) => value === null],
  [11, 'regex', (value) => value instanceof BSONRegExp],
  [13, 'javascript', (value) => value instanceof Code],
  [14, 'symbol', (value) => value instanceof BSONSymbol],
  [16, 'int', isOf('int')],
  [17, 'timestamp', (value) => rankOf(value) === rank.timestamp],
  [18, 'long', isOf('long')],
  [19, 'decimal', isOf('decimal')],
  [-1, 'minKey', (value) => rankOf(value) === rank.minKey],
  [127, 'maxKey', (value) => rankOf(value) === rank.maxKey],
];

const isNumeric: ValueTest = (value) => rankOf(value) === rank.number;

const testOf = (wanted: unknown): ValueTest => {
  if (wanted === 'number') return isNumeric;
  const found = types.find(([code, alias]) => code === wanted || alias === wanted);
  if (!found) throw new CommandError('BadValue', `Unknown type name alias: ${String(wanted)}`);
  return found[2];
};

/** `$type`: the value has one of the types named. */
export const typeTest = (operand: unknown): ValueTest => {
  const tests = (Array.isArray(operand) ? operand : [operand]).map(testOf);
  return (value) => value !== undefined && tests.some((test) => test(value));
};
