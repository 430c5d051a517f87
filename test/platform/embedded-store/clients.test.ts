import MongoStore from 'connect-mongo';
import mongoose, { type Connection } from 'mongoose';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

describe('mongoose', () => {
  let connection: Connection;

  beforeAll(async () => {
    connection = await mongoose.createConnection(store.uri()).asPromise();
  });

  afterAll(() => connection.close());

  it('makes its indexes, keeps timestamps and versions, and populates', async () => {
    const schema = new mongoose.Schema(
      { login: { type: String, unique: true }, tags: [String], n: { type: Number, default: 0 } },
      { timestamps: true },
    );
    const Person = connection.model('Person', schema);
    const note = new mongoose.Schema({ by: { type: mongoose.Types.ObjectId, ref: 'Person' } });
    const Note = connection.model('Note', note);
    await Person.init();
    const anna = await Person.create({ login: 'anna', tags: ['a'] });
    expect(await rejection(Person.create({ login: 'anna' }))).toMatchObject({ code: 11000 });
    anna.tags.push('b');
    await anna.save();
    const found = await Person.findOneAndUpdate(
      { login: 'anna' },
      { $inc: { n: 1 } },
      { returnDocument: 'after' },
    );
    expect(found?.toObject()).toMatchObject({ tags: ['a', 'b'], n: 1 });
    expect(found?.get('updatedAt')).toBeInstanceOf(Date);
    await Note.create({ by: anna._id });
    expect(await Note.findOne().populate('by').lean()).toMatchObject({ by: { login: 'anna' } });
    expect(await Person.exists({ login: 'anna' })).not.toBeNull();
    expect(await Person.countDocuments({ tags: 'b' })).toBe(1);
    expect(await Person.deleteOne({ login: 'anna' })).toMatchObject({ deletedCount: 1 });
  });

  it('streams a long list', async () => {
    const Row = connection.model('Row', new mongoose.Schema({ n: Number }));
    await Row.insertMany(Array.from({ length: 2500 }, (_, n) => ({ n })));
    let total = 0;
    for await (const row of Row.find().sort({ n: 1 }).lean().cursor()) expect(row.n).toBe(total++);
    expect(total).toBe(2500);
  });
});

describe('connect-mongo', () => {
  it('stores, touches, lists and destroys sessions', async () => {
    const sessions = MongoStore.create({ client: store.client(), stringify: false });
    const cookie = { expires: new Date(Date.now() + 60_000), originalMaxAge: 60_000 };
    const session = { cookie, user: { id: 'x' } } as never;
    const call = (
      method: 'get' | 'set' | 'touch' | 'destroy',
      ...args: unknown[]
    ): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const done = (error: unknown, value: unknown): void => {
          if (error instanceof Error) reject(error);
          else resolve(value);
        };
        (sessions[method] as (...all: unknown[]) => unknown).call(sessions, ...args, done);
      });
    await call('set', 'one', session);
    await call('touch', 'one', session);
    expect(await call('get', 'one')).toMatchObject({ user: { id: 'x' } });
    await call('destroy', 'one');
    expect(await call('get', 'one')).toBeFalsy();
    const [, ttl] = await store.db().collection('sessions').indexes();
    expect(ttl).toMatchObject({ key: { expires: 1 }, expireAfterSeconds: 0 });
  });
});

describe('rate-limiter-flexible', () => {
  it('counts together what is counted at once, and lets go after the window', async () => {
    const limiter = new RateLimiterMongo({
      storeClient: store.client(),
      dbName: 'portal',
      tableName: 'limits',
      points: 5,
      duration: 1,
    });
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => limiter.consume('key')),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(await rejection(limiter.consume('key'))).toBeInstanceOf(RateLimiterRes);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await limiter.consume('key')).consumedPoints).toBe(1);
    expect(await limiter.delete('key')).toBe(true);
  });
});
