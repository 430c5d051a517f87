import { Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeCompoundKey,
  encodeKey,
} from '../../../src/platform/embedded-store/bson/key-encoder.ts';
import { compareValues } from '../../../src/platform/embedded-store/bson/order.ts';

const order = (a: unknown, b: unknown): number =>
  Math.sign(Buffer.compare(encodeKey(a), encodeKey(b)));

const sign = (a: bigint | number, b: bigint | number): number => Number(a > b) - Number(a < b);

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, new MinKey(), new MaxKey()),
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.date({ noInvalidDate: true }),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((n) => Long.fromBigInt(n)),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { maxKeys: 3 }),
  ),
})).any;

describe('Keys compare byte by byte as', () => {
  it('doubles do', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        expect(order(a, b)).toBe(sign(a, b));
      }),
    );
  });

  it('longs do, beyond what a double tells apart', () => {
    const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(long, fc.integer({ min: -2, max: 2 }), (a, step) => {
        const b = BigInt.asIntN(64, a + BigInt(step));
        expect(order(Long.fromBigInt(a), Long.fromBigInt(b))).toBe(sign(a, b));
      }),
    );
  });

  it('strings do in UTF-8, also with NUL and beyond the basic plane', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const bytes = Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
        expect(order(a, b)).toBe(bytes);
        expect(Math.sign(compareValues(a, b))).toBe(bytes);
      }),
    );
  });

  it.each([
    [
      'across the types of numbers',
      [new Int32(1), new Double(1.5), Long.fromNumber(2), Decimal128.fromString('2.5')],
    ],
    [
      'decimals between doubles',
      [Decimal128.fromString('0.1'), 0.1, Decimal128.fromString('0.10000000000000001')],
    ],
    [
      'decimals large and small',
      [
        Decimal128.fromString('-1E40'),
        Decimal128.fromString('1E-40'),
        1,
        Decimal128.fromString('1E40'),
      ],
    ],
    ['NaN below all numbers', [NaN, -Infinity, -1, -0.5, 0, 1e-320, 5, Infinity]],
    ['dates around 1970', [new Date(-5), new Date(0), new Date(5)]],
    [
      'types in their order',
      [
        new MinKey(),
        null,
        1,
        'a',
        {},
        [],
        new ObjectId(),
        false,
        new Date(),
        new Timestamp({ t: 1, i: 1 }),
        /a/,
        new MaxKey(),
      ],
    ],
    ['documents by type, name and value', [{}, { a: 1 }, { a: 2 }, { b: 1 }, { a: 'x' }]],
  ])('%s', (_case, ascending) => {
    for (const [index, a] of ascending.entries())
      for (const b of ascending.slice(index + 1)) expect(order(a, b)).toBe(-1);
  });

  it('the same number has the same key whatever its type', () => {
    const same = [
      new Int32(5),
      new Double(5),
      Long.fromNumber(5),
      Decimal128.fromString('5.00'),
      5,
    ];
    for (const other of same) expect(encodeKey(other)).toEqual(encodeKey(5));
    expect(encodeKey(-0)).toEqual(encodeKey(0));
  });

  it('no key is the beginning of another', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [left, right] = [encodeKey(a), encodeKey(b)];
        fc.pre(!left.equals(right));
        expect(right.subarray(0, left.length).equals(left)).toBe(false);
      }),
    );
  });

  it('several values in a row, each in its own direction', () => {
    fc.assert(
      fc.property(value, value, value, value, (a, b, c, d) => {
        const expected = compareValues(a, c) || -compareValues(b, d);
        const keys = [
          encodeCompoundKey([a, b], [false, true]),
          encodeCompoundKey([c, d], [false, true]),
        ] as const;
        expect(Math.sign(Buffer.compare(...keys))).toBe(Math.sign(expected));
      }),
    );
  });
});
