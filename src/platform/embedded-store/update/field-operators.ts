import { Double, Int32, Long, Timestamp } from 'bson';
import { isDocument } from '../bson/documents.ts';
import { compareValues } from '../bson/order.ts';
import { CommandError } from '../command-error.ts';
import { add, isNumeric, multiply, zeroLike } from './arithmetic.ts';
import type { Slot } from './slot.ts';

/** Changes one place in a document. */
export type UpdateOperator = (slot: Slot, operand: unknown) => void;

const numeric =
  (name: string, combine: typeof add): UpdateOperator =>
  (slot, operand) => {
    if (!isNumeric(operand))
      throw new CommandError(
        'TypeMismatch',
        `Cannot ${name} with non-numeric argument: {${slot.path}}`,
      );
    if (slot.value === undefined) {
      slot.set(combine === multiply ? zeroLike(operand) : operand);
      return;
    }
    if (!isNumeric(slot.value))
      throw new CommandError(
        'TypeMismatch',
        `Cannot apply ${name} to a value of non-numeric type. The field '${slot.path}' is not a number`,
      );
    slot.set(combine(slot.value, operand));
  };

const now: UpdateOperator = (slot, operand) => {
  const type = isDocument(operand) ? operand.$type : 'date';
  if (operand === false || (type !== 'date' && type !== 'timestamp'))
    throw new CommandError('BadValue', "The '$type' of $currentDate is 'date' or 'timestamp'");
  const seconds = Math.floor(Date.now() / 1000);
  slot.set(type === 'date' ? new Date() : new Timestamp({ t: seconds, i: 1 }));
};

const integerIn = (value: unknown): Int32 | Long => {
  if (value instanceof Int32 || value instanceof Long) return value;
  throw new CommandError('BadValue', '$bit works on integers only');
};

const bitwise: Partial<Record<string, (a: bigint, b: bigint) => bigint>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

const bits: UpdateOperator = (slot, operand) => {
  if (!isDocument(operand)) throw new CommandError('BadValue', '$bit needs { and | or | xor: n }');
  let value = integerIn(slot.value ?? new Int32(0));
  for (const [name, operandValue] of Object.entries(operand)) {
    const combine = bitwise[name];
    if (!combine) throw new CommandError('BadValue', `$bit knows and, or and xor, not ${name}`);
    const mask = integerIn(operandValue);
    const result = combine(BigInt(value.toString()), BigInt(mask.toString()));
    const wide = value instanceof Long || mask instanceof Long;
    value = wide ? Long.fromBigInt(result) : new Int32(Number(result));
  }
  slot.set(value);
};

/** Operators on a single field. */
export const fieldOperators: Record<string, UpdateOperator> = {
  $set: (slot, operand) => slot.set(operand),
  $setOnInsert: (slot, operand) => slot.set(operand),
  $unset: (slot) => slot.remove(),
  $inc: numeric('$inc', add),
  $mul: numeric('$mul', multiply),
  $min: (slot, operand) => {
    if (slot.value === undefined || compareValues(operand, slot.value) < 0) slot.set(operand);
  },
  $max: (slot, operand) => {
    if (slot.value === undefined || compareValues(operand, slot.value) > 0) slot.set(operand);
  },
  $currentDate: now,
  $bit: bits,
};

/** A number of the exact form as a JavaScript number, for what counts or places. */
export const countOf = (value: unknown, what: string): number => {
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Long) return value.toNumber();
  throw new CommandError('BadValue', `${what} must be a number`);
};
