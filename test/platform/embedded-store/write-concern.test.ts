import { expect, it } from 'vitest';
import { openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const insert = (writeConcern: object) =>
  store.db().command({ insert: 'things', documents: [{}], writeConcern });

it.each([{ w: 1 }, { w: 'majority' }, { j: true }, { w: 'majority', j: true, wtimeout: 100 }])(
  'honours the write concern %j',
  async (concern) => {
    expect(await insert(concern)).toMatchObject({ ok: 1, n: 1 });
  },
);

it.each([{ w: 2 }, { w: 'everywhere' }])('refuses the write concern %j', async (concern) => {
  expect(await rejection(insert(concern))).toMatchObject({ code: 2, codeName: 'BadValue' });
});
