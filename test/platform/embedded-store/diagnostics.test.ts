import { describe, expect, it } from 'vitest';
import { makeIndex, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

describe('The store tells', () => {
  it('its version, its memory and its connections', async () => {
    const status = await store.db().admin().serverStatus();
    expect(status).toMatchObject({ version: '7.0.0', process: 'mongod', ok: 1 });
    expect(status.connections).toMatchObject({ current: expect.any(Number) as number });
    const [{ current }, { resident }] = [status.connections, status.mem] as [
      { current: number },
      { resident: number },
    ];
    expect(current).toBeGreaterThan(0);
    expect(resident).toBeGreaterThan(10);
    expect(await store.db().admin().command({ serverStatus: 1, mem: 0 })).not.toHaveProperty('mem');
  });

  it('the parameters asked for, and refuses one that it does not have', async () => {
    const admin = store.db().admin();
    const asked = { getParameter: 1, featureCompatibilityVersion: 1 };
    expect(await admin.command(asked)).toEqual({
      featureCompatibilityVersion: { version: '7.0' },
      ok: 1,
    });
    expect(await admin.command({ getParameter: '*' })).toHaveProperty('ttlMonitorSleepSecs', 20);
    expect(await rejection(admin.command({ getParameter: 1, nonsense: 1 }))).toMatchObject({
      code: 72,
      message: 'no option found to get',
    });
  });

  it('that nobody has signed in', async () => {
    const reply = await store.db().command({ connectionStatus: 1, showPrivileges: true });
    expect(reply.authInfo).toEqual({
      authenticatedUsers: [],
      authenticatedUserRoles: [],
      authenticatedUserPrivileges: [],
    });
  });

  it('how much a collection and its indexes hold', async () => {
    const things = await store.collectionOf({ a: 1 }, { a: 2 });
    await makeIndex(things, { a: 1 });
    const stats = await store.db().command({ collStats: things.collectionName });
    expect(stats).toMatchObject({ count: 2, nindexes: 2, capped: false, avgObjSize: 29, size: 58 });
    expect(Object.keys(stats.indexSizes as object)).toEqual(['_id_', 'a_1']);
    expect(await things.aggregate([{ $collStats: { count: {} } }]).toArray()).toMatchObject([
      { ns: things.namespace, count: 2 },
    ]);
    const group = [
      { $collStats: { storageStats: { scale: 2 } } },
      { $project: { _id: 0, n: '$storageStats.count', size: '$storageStats.size' } },
    ];
    expect(await things.aggregate(group).toArray()).toEqual([{ n: 2, size: 29 }]);
  });

  it('that a stage about the collection stands first or not at all', async () => {
    const things = await store.collectionOf({ a: 1 });
    const run = (pipeline: object[]) => rejection(things.aggregate(pipeline).toArray());
    expect(await run([{ $match: {} }, { $collStats: { count: {} } }])).toMatchObject({
      code: 40602,
    });
    expect(await run([{ $collStats: { nonsense: {} } }])).toMatchObject({ code: 40415 });
    const missing = store
      .db()
      .collection('missing')
      .aggregate([{ $collStats: {} }]);
    expect(await rejection(missing.toArray())).toMatchObject({ code: 26 });
  });

  it('which databases there are and what they take', async () => {
    await store.collectionOf({ a: 1 });
    const { databases, totalSize } = await store.db().admin().listDatabases();
    const [portal] = databases;
    expect(portal).toMatchObject({ name: 'portal', empty: false });
    expect(portal?.sizeOnDisk).toBeGreaterThan(0);
    expect(totalSize).toBeGreaterThan(0);
  });
});

describe('collMod', () => {
  it('changes how long documents of a TTL index live', async () => {
    const things = await store.collectionOf({ at: new Date() });
    await makeIndex(things, { at: 1 }, { expireAfterSeconds: 60 });
    const index = { name: 'at_1', expireAfterSeconds: 3600 };
    const change = { collMod: things.collectionName, index };
    expect(await store.db().command(change)).toEqual({
      expireAfterSeconds_old: 60,
      expireAfterSeconds_new: 3600,
      ok: 1,
    });
    expect((await things.indexes())[1]).toMatchObject({ expireAfterSeconds: 3600 });
  });

  it('makes a TTL index of one that was none', async () => {
    const things = await store.collectionOf({ at: new Date() });
    await makeIndex(things, { at: 1 });
    const index = { keyPattern: { at: 1 }, expireAfterSeconds: 5 };
    const reply = await store.db().command({ collMod: things.collectionName, index });
    expect(reply).toEqual({ expireAfterSeconds_new: 5, ok: 1 });
  });

  it.each([
    [{ collMod: 'missing', index: { name: 'x', expireAfterSeconds: 1 } }, 26],
    [{ collMod: 'there', index: { name: 'x', expireAfterSeconds: 1 } }, 27],
    [{ collMod: 'there', index: { name: 'a_1', expireAfterSeconds: -1 } }, 72],
    [{ collMod: 'there', index: { name: 'a_1', hidden: true } }, 40415],
    [{ collMod: 'there', validator: {} }, 238],
    [{ collMod: 'there', nonsense: {} }, 40415],
  ])('%j is refused with %i', async (command, code) => {
    const there = store.db().collection('there');
    await there.insertOne({});
    await makeIndex(there, { a: 1 });
    expect(await rejection(store.db().command(command))).toMatchObject({ code });
  });
});
