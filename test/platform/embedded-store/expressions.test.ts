import { ObjectId } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { decimal, double, int, long, openStoreForExpressions } from './expression-store.ts';
import { rejection } from './open-store.ts';

const store = openStoreForExpressions();

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
    expect(await store.valueOf(expression)).toEqual(expected);
  });

  test.each([{ $toInt: 'x' }, { $toInt: long(2 ** 40) }, { $toDate: 'tomorrow' }])(
    '%j is refused with code 241',
    async (expression) => expect(await store.refusalOf(expression)).toMatchObject({ code: 241 }),
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
    expect(await store.valueOf(expression)).toEqual(expected);
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
    expect(await store.valueOf(expression)).toEqual(expected);
  });
});
