import { Decimal128, Double, type Document, Int32, Long, ObjectId } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const int = (value: number): Int32 => new Int32(value);
const long = (value: number): Long => Long.fromNumber(value);
const double = (value: number): Double => new Double(value);
const decimal = (value: string): Decimal128 => Decimal128.fromString(value);

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

/** The value of an expression for the thing above, in its BSON class; undefined when missing. */
const valueOf = async (expression: unknown, document = thing): Promise<unknown> => {
  const collection = await store.collectionOf({ ...document });
  const pipeline = [{ $project: { _id: 0, value: expression } }];
  const result = await collection.aggregate(pipeline, { promoteValues: false }).next();
  return result?.value;
};

const refusalOf = async (expression: unknown) => {
  const collection = await store.collectionOf({ ...thing });
  return await rejection(collection.aggregate([{ $project: { value: expression } }]).toArray());
};

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
    expect(await valueOf(expression)).toEqual(expected);
  });

  test.each([{ $add: ['$none', 1] }, { $multiply: ['$nothing', 2] }, { $divide: [1, '$none'] }])(
    '%j with nothing among its operands is null',
    async (expression) => expect(await valueOf(expression)).toBeNull(),
  );

  test('adds milliseconds to a date, and takes dates from one another', async () => {
    expect(await valueOf({ $add: ['$at', 1000] })).toEqual(new Date('2026-03-28T23:30:01Z'));
    expect(await valueOf({ $subtract: ['$at', { $subtract: ['$at', 5] }] })).toEqual(long(5));
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
    expect(await refusalOf(expression)).toMatchObject({ code });
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
    expect(await valueOf(expression)).toEqual(expected);
  });
});

describe('Conversions', () => {
  test.each<[unknown, unknown]>([
    [{ $type: '$l' }, 'long'],
    [{ $type: '$d' }, 'double'],
    [{ $type: '$nothing' }, 'missing'],
    [{ $toInt: '$h' }, int(2)],
    [{ $toLong: '12' }, long(12)],
    [{ $toDouble: '$i' }, double(7)],
    [{ $toDecimal: '$h' }, decimal('2.5')],
    [{ $toString: '$m' }, '1.10'],
    [{ $toBool: 0 }, false],
    [{ $toDate: '2026-01-01T10:00+02:00' }, new Date('2026-01-01T08:00Z')],
    [{ $toObjectId: '507f1f77bcf86cd799439011' }, new ObjectId('507f1f77bcf86cd799439011')],
    [{ $convert: { input: 'x', to: 'int', onError: 'no' } }, 'no'],
    [{ $convert: { input: '$none', to: 'int', onNull: 'nothing' } }, 'nothing'],
  ])('%j', async (expression, expected) => {
    expect(await valueOf(expression)).toEqual(expected);
  });

  test.each([{ $toInt: 'x' }, { $toInt: long(2 ** 40) }, { $toDate: 'tomorrow' }])(
    '%j is refused with code 241',
    async (expression) => expect(await refusalOf(expression)).toMatchObject({ code: 241 }),
  );
});

describe('Conditions and variables', () => {
  test.each<[unknown, unknown]>([
    [{ $cond: ['$i', 'yes', 'no'] }, 'yes'],
    [{ $cond: { if: double(0), then: 'yes', else: 'no' } }, 'no'],
    [{ $ifNull: ['$none', '$nothing', 3] }, int(3)],
    [{ $switch: { branches: [{ case: { $gt: ['$i', 9] }, then: 1 }], default: 2 } }, int(2)],
    [{ $and: ['$i', long(0)] }, false],
    [{ $eq: ['$d', 2] }, true],
    [{ $in: [double(3), '$list'] }, true],
    [{ $let: { vars: { a: 2 }, in: { $add: ['$$a', '$i'] } } }, int(9)],
    [
      { $map: { input: '$list', as: 'n', in: { $multiply: ['$$n', 2] } } },
      [int(6), int(2), int(4)],
    ],
    [{ $filter: { input: '$list', cond: { $gt: ['$$this', 1] }, limit: 1 } }, [int(3)]],
    [{ $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, int(6)],
    [{ $literal: '$i' }, '$i'],
    ['$$ROOT.i', int(7)],
    ['$$REMOVE', undefined],
  ])('%j', async (expression, expected) => {
    expect(await valueOf(expression)).toEqual(expected);
  });

  test.each([
    ['$$nobody', 17276],
    [{ $nonsense: 1 }, 168],
    [{ $function: { body: 'x', args: [], lang: 'js' } }, 168],
    [{ $eq: 1, $ne: 2 }, 15983],
    [[{ a: 1, $ne: 2 }], 15983],
    [{ $map: { input: [], in: 1, nonsense: 1 } }, 9],
    [{ $filter: { input: [] } }, 9],
    [{ $let: { vars: { Big: 1 }, in: 1 } }, 9],
    [{ $switch: { branches: [] } }, 40068],
    [{ $eq: [1] }, 16020],
  ])('%j is refused with code %i, documents or none', async (expression, code) => {
    const nothing = await store.collectionOf();
    const project = [{ $project: { value: expression } }];
    expect(await rejection(nothing.aggregate(project).toArray())).toMatchObject({ code });
  });
});

describe('Texts, sets and arrays', () => {
  test.each<[unknown, unknown]>([
    [{ $substrCP: ['$s', 0, 3] }, 'Hål'],
    [{ $toUpper: 'åb' }, 'åB'],
    [{ $trim: { input: ' x ' } }, 'x'],
    [{ $replaceAll: { input: 'a.a', find: 'a', replacement: { $literal: '$&' } } }, '$&.$&'],
    [{ $regexFind: { input: '$s', regex: 'l+' } }, { match: 'll', idx: int(2), captures: [] }],
    [{ $setUnion: ['$list', [3, double(1), 5]] }, [int(1), int(2), int(3), int(5)]],
    [
      {
        $setEquals: [
          [1, 2],
          [2, double(1), 1],
        ],
      },
      true,
    ],
    [{ $slice: ['$list', -2] }, [int(1), int(2)]],
    [{ $sortArray: { input: '$list', sortBy: -1 } }, [int(3), int(2), int(1)]],
    [{ $arrayToObject: [[['k', 1]]] }, { k: int(1) }],
    [{ $objectToArray: { a: '$l' } }, [{ k: 'a', v: long(5) }]],
    [{ $mergeObjects: [{ a: 1 }, '$none', { a: 2 }] }, { a: int(2) }],
    [{ $setField: { field: 'a.b', input: {}, value: 1 } }, { 'a.b': int(1) }],
  ])('%j', async (expression, expected) => {
    expect(await valueOf(expression)).toEqual(expected);
  });
});

describe('Dates', () => {
  const zone = { timezone: 'Europe/Stockholm' };

  test.each<[unknown, unknown]>([
    [{ $hour: { date: '$at', ...zone } }, int(0)],
    [{ $isoWeek: new Date('2027-01-02') }, int(53)],
    [
      { $dateToString: { date: '$at', format: '%d/%m %Y %H:%M %z', ...zone } },
      '29/03 2026 00:30 +0100',
    ],
    [
      { $dateFromString: { dateString: '2026-07-01 12:00', format: '%Y-%m-%d %H:%M', ...zone } },
      new Date('2026-07-01T10:00Z'),
    ],
    // The night in which summer time begins has 23 hours.
    [
      { $dateAdd: { startDate: '$at', unit: 'day', amount: 1, ...zone } },
      new Date('2026-03-29T22:30Z'),
    ],
    [
      { $dateAdd: { startDate: new Date('2026-01-31'), unit: 'month', amount: 1 } },
      new Date('2026-02-28'),
    ],
    [
      { $dateTrunc: { date: '$at', unit: 'week', startOfWeek: 'monday', ...zone } },
      new Date('2026-03-22T23:00Z'),
    ],
    [{ $dateFromParts: { year: 2026, month: 13 } }, new Date('2027-01-01')],
    [
      { $dateFromParts: { isoWeekYear: 2026, isoWeek: 53, isoDayOfWeek: 7 } },
      new Date('2027-01-03'),
    ],
  ])('%j', async (expression, expected) => {
    expect(await valueOf(expression)).toEqual(expected);
  });

  test.each([
    [{ $year: 'x' }, 16006],
    [{ $hour: { date: '$at', timezone: 'Mars/Olympus' } }, 40485],
    [{ $dateToString: { date: '$at', format: '%q' } }, 18536],
    [{ $dateAdd: { startDate: '$at', unit: 'fortnight', amount: 1 } }, 9],
    [{ $dateFromString: { dateString: '2026-02-30' } }, 241],
  ])('%j is refused with code %i', async (expression, code) => {
    expect(await refusalOf(expression)).toMatchObject({ code });
  });
});
