import { Decimal128, Double, Int32, Long } from 'bson';
import { decimalParts, toDecimal as decimalOf } from '../../bson/decimal.ts';
import { CommandError } from '../../command-error.ts';
import { type Operator, taking } from './expression.ts';
import {
  isMissing,
  kindOf,
  type Numeric,
  requireNumber,
  requireWhole,
  toBigInt,
  toDecimal,
  toNumber,
  wholeNumber,
} from '../../bson/numeric.ts';

/** Of one number; null of nothing. */
const ofNumber = (name: string, apply: (value: Numeric) => unknown): Operator =>
  taking(1, 1, (value: unknown) => (isMissing(value) ? null : apply(requireNumber(value, name))));

/** A double, or a Decimal128 of a Decimal128. */
const floating = (name: string, apply: (value: number) => number): Operator =>
  ofNumber(name, (value) => {
    const result = apply(toNumber(value));
    return kindOf(value) === 'decimal'
      ? Decimal128.fromStringWithRounding(String(result))
      : new Double(result);
  });

/** A function that has no value for some numbers. */
const within = (
  name: string,
  code: `Location${number}`,
  allowed: (value: number) => boolean,
  apply: (value: number) => number,
): Operator =>
  floating(name, (value) => {
    if (!Number.isNaN(value) && !allowed(value))
      throw new CommandError(code, `${name}'s argument is out of its range`);
    return apply(value);
  });

type Mode = 'floor' | 'ceil' | 'trunc' | 'halfEven';

/** A whole number of units of 10^-places that stands for digits × 10^exponent. */
const roundDigits = (digits: bigint, drop: number, mode: Mode): bigint => {
  if (drop <= 0) return digits * 10n ** BigInt(-drop);
  const unit = 10n ** BigInt(drop);
  const quotient = digits / unit;
  const rest = digits % unit;
  const sign = digits < 0n ? -1n : 1n;
  const twice = 2n * rest * sign;
  const away =
    (mode === 'floor' && rest < 0n) ||
    (mode === 'ceil' && rest > 0n) ||
    (mode === 'halfEven' && (twice > unit || (twice === unit && quotient % 2n !== 0n)));
  return away ? quotient + sign : quotient;
};

/** Rounds to so many decimal places, or to tens, hundreds … when it is negative. */
const roundTo = (value: Numeric, places: number, mode: Mode): Numeric => {
  const kind = kindOf(value);
  if (kind === 'int' || kind === 'long') {
    if (places >= 0) return value;
    return wholeNumber(roundDigits(toBigInt(value), -places, mode) * 10n ** BigInt(-places), kind);
  }
  const parts = decimalParts(toDecimal(value));
  if (typeof parts === 'number') return value;
  const digits = roundDigits(parts.digits, -places - parts.exponent, mode);
  const rounded = decimalOf({ digits, exponent: -places });
  return kind === 'decimal' ? rounded : new Double(Number(rounded.toString()));
};

const rounding = (name: string, mode: Mode): Operator =>
  ofNumber(name, (value) => roundTo(value, 0, mode));

const roundingToPlace = (name: string, mode: Mode): Operator =>
  taking(1, 2, (value: unknown, place: unknown = 0) => {
    if (isMissing(value) || isMissing(place)) return null;
    const places = requireWhole(place, name, 'Location51082');
    if (places < -20 || places > 100)
      throw new CommandError(
        'Location51083',
        `cannot apply ${name} with precision value ${places}`,
      );
    return roundTo(requireNumber(value, name), places, mode);
  });

const abs = ofNumber('$abs', (value) => {
  const kind = kindOf(value);
  if (kind === 'decimal')
    return Decimal128.fromString(toDecimal(value).toString().replace('-', ''));
  if (kind === 'double') return new Double(Math.abs(toNumber(value)));
  const whole = toBigInt(value);
  if (whole === -(2n ** 63n))
    throw new CommandError('Location28680', "can't take $abs of long long min");
  return wholeNumber(whole < 0n ? -whole : whole, kind ?? 'int');
});

const pow = taking(2, 2, (base: unknown, power: unknown) => {
  if (isMissing(base) || isMissing(power)) return null;
  const [a, b] = [requireNumber(base, '$pow'), requireNumber(power, '$pow')];
  if (toNumber(a) === 0 && toNumber(b) < 0)
    throw new CommandError('Location28764', '$pow cannot take a base of 0 and a negative exponent');
  const kinds = [kindOf(a), kindOf(b)];
  const result = toNumber(a) ** toNumber(b);
  if (kinds.includes('decimal')) return Decimal128.fromStringWithRounding(String(result));
  if (kinds.includes('double') || toNumber(b) < 0) return new Double(result);
  if (Math.abs(result) >= 2 ** 63) return new Double(result);
  return wholeNumber(toBigInt(a) ** toBigInt(b), kinds.includes('long') ? 'long' : 'int');
});

const log = taking(2, 2, (value: unknown, base: unknown) => {
  if (isMissing(value) || isMissing(base)) return null;
  const [a, b] = [requireNumber(value, '$log'), requireNumber(base, '$log')];
  if (toNumber(a) <= 0)
    throw new CommandError('Location28758', "$log's argument must be a positive number");
  if (toNumber(b) <= 0 || toNumber(b) === 1)
    throw new CommandError('Location28759', "$log's base must be a positive number other than 1");
  return new Double(Math.log(toNumber(a)) / Math.log(toNumber(b)));
});

const positive = (value: number): boolean => value > 0;
const unit = (value: number): boolean => value >= -1 && value <= 1;
const finite = (value: number): boolean => Number.isFinite(value);

type Bitwise = (a: bigint, b: bigint) => bigint;

const bitwise = (name: string, start: bigint, apply: Bitwise): Operator => {
  return (operand, { compile }) => {
    const given = (Array.isArray(operand) ? operand : [operand]).map(compile);
    return (scope) => {
      let [result, long] = [start, false];
      for (const argument of given) {
        const value = argument(scope);
        if (isMissing(value)) return null;
        const kind = kindOf(value);
        if (kind !== 'int' && kind !== 'long')
          throw new CommandError('TypeMismatch', `${name} only supports int and long operands.`);
        if (kind === 'long') long = true;
        result = apply(result, toBigInt(value as Numeric));
      }
      return long ? Long.fromBigInt(BigInt.asIntN(64, result)) : new Int32(Number(result));
    };
  };
};

/** Source: MongoDB manual, "Arithmetic", "Trigonometry" and "Bitwise Expression Operators". */
export const roundingOperators: Record<string, Operator> = {
  $abs: abs,
  $ceil: rounding('$ceil', 'ceil'),
  $floor: rounding('$floor', 'floor'),
  $round: roundingToPlace('$round', 'halfEven'),
  $trunc: roundingToPlace('$trunc', 'trunc'),
  $exp: floating('$exp', Math.exp),
  $ln: within('$ln', 'Location28766', positive, Math.log),
  $log: log,
  $log10: within('$log10', 'Location28761', positive, Math.log10),
  $pow: pow,
  $sqrt: within('$sqrt', 'Location28714', (value) => value >= 0, Math.sqrt),
  $sin: within('$sin', 'Location50989', finite, Math.sin),
  $cos: within('$cos', 'Location50989', finite, Math.cos),
  $tan: within('$tan', 'Location50989', finite, Math.tan),
  $asin: within('$asin', 'Location50989', unit, Math.asin),
  $acos: within('$acos', 'Location50989', unit, Math.acos),
  $atan: floating('$atan', Math.atan),
  $sinh: floating('$sinh', Math.sinh),
  $cosh: floating('$cosh', Math.cosh),
  $tanh: floating('$tanh', Math.tanh),
  $asinh: floating('$asinh', Math.asinh),
  $acosh: within('$acosh', 'Location50989', (value) => value >= 1, Math.acosh),
  $atanh: within('$atanh', 'Location50989', unit, Math.atanh),
  $degreesToRadians: floating('$degreesToRadians', (value) => (value * Math.PI) / 180),
  $radiansToDegrees: floating('$radiansToDegrees', (value) => (value * 180) / Math.PI),
  $atan2: taking(2, 2, (y: unknown, x: unknown) =>
    isMissing(y) || isMissing(x)
      ? null
      : new Double(
          Math.atan2(toNumber(requireNumber(y, '$atan2')), toNumber(requireNumber(x, '$atan2'))),
        ),
  ),
  $bitAnd: bitwise('$bitAnd', -1n, (a, b) => a & b),
  $bitOr: bitwise('$bitOr', 0n, (a, b) => a | b),
  $bitXor: bitwise('$bitXor', 0n, (a, b) => a ^ b),
  $bitNot: taking(1, 1, (value: unknown) => {
    if (isMissing(value)) return null;
    const kind = kindOf(value);
    if (kind === 'int') return new Int32(~toNumber(value as Numeric));
    if (kind === 'long') return Long.fromBigInt(~toBigInt(value as Numeric));
    throw new CommandError('TypeMismatch', '$bitNot only supports int and long operands.');
  }),
};
