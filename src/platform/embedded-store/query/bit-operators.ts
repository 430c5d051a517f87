import { isNumeric, toBigInt, toNumber } from '../bson/numeric.ts';
import { CommandError } from '../command-error.ts';
import type { ValueTest } from './match-types.ts';

const maskOf = (operand: unknown): bigint => {
  if (typeof operand === 'number' && Number.isInteger(operand) && operand >= 0)
    return BigInt(operand);
  if (Array.isArray(operand) && operand.every((bit) => Number.isInteger(bit) && Number(bit) >= 0))
    return operand.reduce<bigint>((mask, bit) => mask | (1n << BigInt(bit as number)), 0n);
  throw new CommandError('BadValue', 'a bit mask is a non-negative integer or a list of positions');
};

const bitTest =
  (accepts: (found: bigint, mask: bigint) => boolean) =>
  (operand: unknown): ValueTest => {
    const mask = maskOf(operand);
    return (value) =>
      isNumeric(value) &&
      Number.isInteger(toNumber(value)) &&
      accepts(BigInt.asIntN(64, toBigInt(value)) & mask, mask);
  };

/** Tests of single bits in whole numbers; binary data is not looked into. */
export const bitOperators: Record<string, (operand: unknown) => ValueTest> = {
  $bitsAllSet: bitTest((found, mask) => found === mask),
  $bitsAnySet: bitTest((found) => found !== 0n),
  $bitsAllClear: bitTest((found) => found === 0n),
  $bitsAnyClear: bitTest((found, mask) => found !== mask),
};
