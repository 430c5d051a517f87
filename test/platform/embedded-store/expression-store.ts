import { type AggregateOptions, Decimal128, Double, type Document, Int32, Long } from 'mongodb';
import { openStoreForTests, rejection } from './open-store.ts';

export const int = (value: number): Int32 => new Int32(value);
export const long = (value: number): Long => Long.fromNumber(value);
export const double = (value: number): Double => new Double(value);
export const decimal = (value: string): Decimal128 => Decimal128.fromString(value);

const thing: Document = {
  i: int(7),
  l: long(5),
  d: double(2),
  h: 2.5,
  m: decimal('1.10'),
  top: int(2147483647),
  list: [3, 1, 2],
  s: 'Hållö 😀',
  at: new Date('2026-03-28T23:30:00Z'),
  none: null,
};

/** A store in which expressions are computed, each for the thing above. */
export const openStoreForExpressions = () => {
  const store = openStoreForTests();
  const computed = async (expression: unknown, options?: AggregateOptions) => {
    const collection = await store.collectionOf({ ...thing });
    return await collection
      .aggregate([{ $project: { _id: 0, value: expression } }], options)
      .next();
  };

  return {
    ...store,
    /** The value of an expression in its BSON class; undefined when missing. */
    valueOf: async (expression: unknown): Promise<unknown> =>
      (await computed(expression, { promoteValues: false }))?.value,
    refusalOf: async (expression: unknown) => await rejection(computed(expression)),
  };
};
