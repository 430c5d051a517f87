import { Long } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { decimal, double, int, long, openStoreForExpressions } from './expression-store.ts';

const store = openStoreForExpressions();

describe('Arithmetic', () => {
  test.each<[unknown, unknown]>([
    [{ $add: ['$i', 2] }, int(9)],
    [{ $add: ['$top', 1] }, long(2147483648)],
    [{ $add: ['$l', 1] }, long(6)],
    [{ $add: [Long.MAX_VALUE, 1] }, double(2 ** 63)],
    [{ $add: ['$i', '$d'] }, double(9)],
    [{ $add: ['$m', 1] }, decimal('2.10')],
    [{ $add: [] }, int(0)],
    [{ $subtract: ['$i', '$l'] }, long(2)],
    [{ $multiply: ['$top', '$top'] }, Long.fromString('4611686014132420609')],
    [{ $multiply: ['$d', 3] }, double(6)],
    [{ $multiply: ['$m', 2] }, decimal('2.20')],
    [{ $divide: ['$i', 7] }, double(1)],
    [{ $divide: ['$m', 2] }, decimal('0.55')],
    [{ $divide: [decimal('1'), 3] }, decimal('0.3333333333333333333333333333333333')],
    [{ $mod: ['$i', 4] }, int(3)],
    [{ $mod: ['$i', double(4)] }, double(3)],
    [{ $mod: [-7, 4] }, int(-3)],
    [{ $abs: -5 }, int(5)],
    [{ $floor: '$i' }, int(7)],
    [{ $ceil: '$h' }, double(3)],
    [{ $round: '$h' }, double(2)],
    [{ $round: [1250, -2] }, int(1200)],
    [{ $trunc: [decimal('-2.78'), 1] }, decimal('-2.7')],
    [{ $pow: [2, 40] }, long(2 ** 40)],
    [{ $pow: [2, -1] }, double(0.5)],
    [{ $sqrt: 16 }, double(4)],
    [{ $bitAnd: [6, long(3)] }, long(2)],
    [{ $bitNot: 0 }, int(-1)],
  ])('%j keeps the type of its numbers', async (expression, expected) => {
    expect(await store.valueOf(expression)).toEqual(expected);
  });

  test.each([{ $add: ['$none', 1] }, { $multiply: ['$nothing', 2] }, { $divide: [1, '$none'] }])(
    '%j with nothing among its operands is null',
    async (expression) => expect(await store.valueOf(expression)).toBeNull(),
  );

  test('adds milliseconds to a date, and takes dates from one another', async () => {
    expect(await store.valueOf({ $add: ['$at', 1000] })).toEqual(new Date('2026-03-28T23:30:01Z'));
    expect(await store.valueOf({ $subtract: ['$at', { $subtract: ['$at', 5] }] })).toEqual(long(5));
  });

  test.each([
    [{ $divide: [1, 0] }, 2],
    [{ $mod: [1, 0] }, 16610],
    [{ $add: ['a', 1] }, 14],
    [{ $multiply: [1, true] }, 14],
    [{ $subtract: [1] }, 16020],
    [{ $sqrt: -1 }, 28714],
    [{ $round: [1, 200] }, 51083],
    [{ $bitOr: [1, 2.5] }, 14],
  ])('%j is refused with code %i', async (expression, code) => {
    expect(await store.refusalOf(expression)).toMatchObject({ code });
  });
});

describe('What counts and positions answer', () => {
  test.each<[unknown, unknown]>([
    [{ $size: '$list' }, int(3)],
    [{ $strLenCP: '$s' }, int(7)],
    [{ $strLenBytes: '$s' }, int(12)],
    [{ $indexOfArray: ['$list', long(2)] }, int(2)],
    [{ $indexOfCP: ['$s', 'ö'] }, int(4)],
    [{ $indexOfBytes: ['$s', 'ö'] }, int(5)],
    [{ $cmp: ['$i', '$l'] }, int(1)],
    [{ $range: [0, 2] }, [int(0), int(1)]],
    [{ $year: '$at' }, int(2026)],
    [{ $isoWeekYear: '$at' }, long(2026)],
    [{ $dateDiff: { startDate: '$at', endDate: '$at', unit: 'day' } }, long(0)],
    [{ $sum: '$list' }, int(6)],
    [{ $sum: ['$i', '$l', 'x'] }, long(12)],
    [{ $avg: '$list' }, double(2)],
    [{ $avg: ['$m', 1] }, decimal('1.05')],
    [{ $max: ['$i', '$h'] }, int(7)],
    [{ $min: '$list' }, int(1)],
    [{ $bsonSize: { a: 1 } }, int(12)],
  ])('%j', async (expression, expected) => {
    expect(await store.valueOf(expression)).toEqual(expected);
  });
});
