import { connect } from 'node:net';
import { serialize } from 'bson';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStoreForTests } from './open-store.ts';

const store = openStoreForTests();
const seed = Number(process.env.TEST_SEED ?? 20_261_127);

const largestMessage = 48_000_000;

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value | 0);
  return bytes;
};

const framed = (operation: number, body: Uint8Array, length = 16 + body.length): Buffer =>
  Buffer.concat([int32(length), int32(42), int32(0), int32(operation), body]);

const asMessage = (document: Uint8Array): Buffer =>
  framed(2013, Buffer.concat([int32(0), Buffer.from([0]), document]));

/** Sends the bytes and lets go; resolves when the connection is closed, by whichever side. */
const send = (bytes: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(store.socketPath());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve());
    socket.resume();
    socket.end(bytes);
  });

/** Somebody else, who reads and writes all the while and must not notice. */
const neighbour = () => {
  const things = store.db().collection<{ _id: number; n: number }>('neighbour');
  const state = { running: true, rounds: 0 };
  const done = (async () => {
    while (state.running) {
      await things.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { upsert: true });
      state.rounds++;
      expect((await things.findOne({ _id: 1 }))?.n).toBe(state.rounds);
    }
  })();
  return async (): Promise<number> => {
    state.running = false;
    await done;
    return state.rounds;
  };
};

let stop: ReturnType<typeof neighbour>;
beforeAll(() => {
  stop = neighbour();
});
afterAll(async () => {
  expect(await stop()).toBeGreaterThan(0);
  const names = (await store.db().listCollections().toArray()).map(({ name }) => name);
  expect(names).toEqual(['neighbour']);
});

const check = (bytes: fc.Arbitrary<Buffer>, numRuns: number): Promise<void> =>
  fc.assert(fc.asyncProperty(bytes, send), { seed, numRuns });

const insert = serialize({
  insert: 'spoiled',
  documents: [{ _id: 1, text: 'abc', list: [1, 'x', { deep: true }] }],
  $db: 'spoiled',
});

const anyInt = fc.oneof(
  fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
  fc.constantFrom(-1, 0, 1, 15, 16, 17, largestMessage, largestMessage + 1, 0x7fff_ffff),
);

const anyBytes = fc.uint8Array({ maxLength: 300 });

describe('Whatever one connection sends, another goes on undisturbed:', () => {
  it('bytes of no meaning', () =>
    check(
      anyBytes.map((bytes) => Buffer.from(bytes)),
      200,
    ));

  it('any length', () =>
    check(
      anyInt.map((length) => framed(2013, insert, length)),
      150,
    ));

  it('any operation', () =>
    check(
      fc.tuple(anyInt, anyBytes).map(([operation, body]) => framed(operation, body)),
      150,
    ));

  it('a message of any flags and sections', () =>
    check(
      fc
        .tuple(anyInt, fc.integer({ min: 0, max: 255 }), anyBytes)
        .map(([flags, kind, rest]) =>
          framed(2013, Buffer.concat([int32(flags), Buffer.from([kind]), rest])),
        ),
      150,
    ));

  it('BSON cut off at any place', () =>
    check(
      fc
        .integer({ min: 0, max: insert.length - 1 })
        .map((length) => asMessage(insert.subarray(0, length))),
      150,
    ));

  it('lengths within BSON that promise more or less than is there', () =>
    check(
      fc.tuple(fc.integer({ min: 0, max: insert.length - 4 }), anyInt).map(([at, value]) => {
        const bytes = Buffer.from(insert);
        bytes.writeInt32LE(value | 0, at);
        return asMessage(bytes);
      }),
      150,
    ));

  it('commands of any name and shape', () =>
    check(
      fc
        .tuple(fc.string(), fc.object({ maxDepth: 3 }))
        .map(([name, fields]) =>
          asMessage(serialize({ ...fields, [`x${name}`.replaceAll('\0', '')]: 1 })),
        ),
      150,
    ));

  it('a whole message of 48 MB that says nothing', async () => {
    await send(framed(2013, Buffer.alloc(largestMessage - 16)));
  });

  it('one that promises 48 MB and ends early', async () => {
    await send(framed(2013, insert, largestMessage));
  });

  it('documents nested more deeply than any stack', async () => {
    const depth = 100_000;
    const total = depth * 8 + 5;
    const nested = Buffer.alloc(total);
    for (let level = 0; level <= depth; level++) {
      nested.writeInt32LE(total - level * 8, level * 7);
      if (level < depth) nested.set([3, 97, 0], level * 7 + 4);
    }
    await send(asMessage(nested));
  });
});
