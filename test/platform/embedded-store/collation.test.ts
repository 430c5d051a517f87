import { describe, expect, it } from 'vitest';
import { openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const swedish = (strength: 1 | 2 | 3) => ({ collation: { locale: 'sv', strength } });
const names = ['Öberg', 'Oberg', 'öberg', 'Åsa', 'Asa', 'Ärla', 'Vik', 'Wik', 'vik', 'idé', 'ide'];
const people = () => store.collectionOf(...names.map((name) => ({ name })));

describe('A Swedish collation', () => {
  it('sorts å, ä and ö last, whatever the case, and v before w', async () => {
    const found = await (await people()).find({}, swedish(1)).sort({ name: 1, _id: 1 }).toArray();
    expect(found.map(({ name }) => name as string)).toEqual([
      'Asa',
      'idé',
      'ide',
      'Oberg',
      'Vik',
      'vik',
      'Wik',
      'Åsa',
      'Ärla',
      'Öberg',
      'öberg',
    ]);
  });

  it.each<[1 | 2 | 3, string, string[]]>([
    [1, 'öberg', ['Öberg', 'öberg']],
    [1, 'IDE', ['idé', 'ide']],
    [2, 'IDE', ['ide']],
    [2, 'VIK', ['Vik', 'vik']],
    [3, 'vik', ['vik']],
    [3, 'VIK', []],
  ])('of strength %i takes %s for %j', async (strength, name, expected) => {
    const things = await people();
    const found = await things.find({ name }, swedish(strength)).toArray();
    expect(found.map((one) => one.name as string)).toEqual(expected);
    const listed = things.find({ name: { $in: [name] } }, swedish(strength));
    expect(await listed.toArray()).toEqual(found);
    const others = await things.countDocuments({ name: { $ne: name } }, swedish(strength));
    expect(others).toBe(names.length - expected.length);
  });

  it('goes for ranges, elements of arrays and documents within', async () => {
    const things = await store.collectionOf(
      { _id: 1, list: ['Åsa', 'x'], of: { name: 'ÅSA' } },
      { _id: 2, list: ['Asa'], of: { name: 'asa' } },
    );
    const ids = async (filter: object) =>
      (await things.find(filter, swedish(2)).toArray()).map(({ _id }) => _id);
    expect(await ids({ list: 'åsa' })).toEqual([1]);
    expect(await ids({ 'of.name': { $gt: 'z' } })).toEqual([1]);
    expect(await ids({ of: { name: 'åsa' } })).toEqual([1]);
  });

  it('goes for every command that is given it', async () => {
    const things = await people();
    const options = swedish(2);
    const filter = { name: 'VIK' };
    expect(await things.countDocuments(filter, options)).toBe(2);
    expect(await things.distinct('name', filter, options)).toEqual(['Vik']);
    const pipeline = [{ $match: filter }, { $sort: { name: 1 } }];
    expect(await things.aggregate(pipeline, options).toArray()).toHaveLength(2);
    const update = { $set: { seen: true } };
    expect(await things.updateMany(filter, update, options)).toMatchObject({ modifiedCount: 2 });
    expect(await things.findOneAndUpdate(filter, update, options)).toMatchObject({ name: 'Vik' });
    expect(await things.deleteMany(filter, options)).toMatchObject({ deletedCount: 2 });
  });

  it('is refused where a later stage of a pipeline would have to compare by it', async () => {
    const group = { $group: { _id: '$name', n: { $sum: 1 } } };
    const refused = (await people()).aggregate([group], swedish(1)).toArray();
    expect(await rejection(refused)).toMatchObject({ code: 238 });
  });

  it.each([{ strength: 2 }, { locale: 'sv', strength: 4 }, { locale: 'sv', nonsense: 1 }])(
    '%j is refused',
    async (collation) => {
      const refused = (await people()).find({}, { collation: collation as never }).toArray();
      expect(await rejection(refused)).toHaveProperty('code');
    },
  );
});
