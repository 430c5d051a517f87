import { connect, type Socket } from 'node:net';
import { deserialize, serialize } from 'bson';
import { describe, expect, it } from 'vitest';
import { openStoreForTests } from './open-store.ts';

const store = openStoreForTests();

const message = (operation: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + body.length, 0);
  header.writeInt32LE(42, 4);
  header.writeInt32LE(operation, 12);
  return Buffer.concat([header, body]);
};

const flags = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

const ping = serialize({ ping: 1, $db: 'admin' });
const goodPing = message(2013, flags(0), Buffer.from([0]), ping);

/** What comes back until the other side closes, or until so many bytes are there. */
const exchange = (pieces: Uint8Array[], enough = Infinity): Promise<Buffer> =>
  new Promise((resolve) => {
    const socket: Socket = connect(store.socketPath());
    let received = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length >= enough) socket.destroy();
    });
    socket.on('close', () => resolve(received));
    socket.on('error', () => socket.destroy()); // written to after it was closed
    const send = async (): Promise<void> => {
      for (const piece of pieces) {
        socket.write(piece);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };
    void send();
  });

const stillServes = async (): Promise<void> => {
  const things = await store.collectionOf({ a: 1 });
  expect(await things.countDocuments()).toBe(1);
};

describe('The wire protocol', () => {
  it('is understood however the bytes are split up', async () => {
    const pieces = Array.from(goodPing, (byte) => Buffer.from([byte]));
    const reply = await exchange(pieces, 21 + serialize({ ok: 1 }).length);
    expect(reply.readInt32LE(8)).toBe(42);
    expect(deserialize(reply.subarray(21))).toEqual({ ok: 1 });
  });

  it('answers several messages in one piece, in their order', async () => {
    const length = 21 + serialize({ ok: 1 }).length;
    const reply = await exchange([Buffer.concat([goodPing, goodPing, goodPing])], 3 * length);
    expect(reply.length).toBe(3 * length);
  });

  it('answers the greeting of old in kind', async () => {
    const name = Buffer.from('admin.$cmd\0');
    const greeting = message(2004, flags(0), name, flags(0), flags(1), serialize({ ismaster: 1 }));
    const reply = await exchange([greeting], 60);
    expect(reply.readInt32LE(12)).toBe(1);
    expect(deserialize(reply.subarray(36))).toMatchObject({ ismaster: true, maxWireVersion: 21 });
  });

  it('gives no answer when none is wanted', async () => {
    const silent = message(2013, flags(2), Buffer.from([0]), ping);
    const reply = await exchange([silent, goodPing], 20);
    expect(deserialize(reply.subarray(21))).toEqual({ ok: 1 });
  });
});

/** `{ a: { a: … {} } }` */
const nestedDocument = (depth: number): Buffer => {
  const total = depth * 8 + 5;
  const bytes = Buffer.alloc(total);
  for (let level = 0; level <= depth; level++) {
    bytes.writeInt32LE(total - level * 8, level * 7);
    if (level < depth) bytes.set([3, 97, 0], level * 7 + 4);
  }
  return bytes;
};

/** The one error in what came back before the connection was closed; undefined when nothing did. */
const errorIn = (reply: Buffer): unknown => {
  if (reply.length === 0) return undefined;
  expect(reply.readInt32LE(0)).toBe(reply.length);
  expect(reply.readInt32LE(8)).toBe(42);
  const { ok, code } = deserialize(reply.subarray(reply.readInt32LE(12) === 1 ? 36 : 21));
  expect(ok).toBe(0);
  return code;
};

describe('A malformed message gets an error, closes its connection and harms nobody else', () => {
  const lengthOf = (length: number): Buffer => {
    const bytes = Buffer.from(goodPing);
    bytes.writeInt32LE(length, 0);
    return bytes;
  };
  const cutBson = Buffer.from(ping);
  cutBson.writeInt32LE(ping.length + 50, 0);
  const badString = Buffer.from(serialize({ ping: 'abc' }));
  badString.writeInt32LE(0x7fffffff, 10);

  it.each([
    ['a length of zero', lengthOf(0), 17],
    ['a negative length', lengthOf(-1), 17],
    ['a length beyond 48 MB', lengthOf(48_000_001), 17],
    ['unknown required flags', message(2013, flags(4), Buffer.from([0]), ping), 17],
    ['an unknown kind of section', message(2013, flags(0), Buffer.from([7]), ping), 17],
    ['no body', message(2013, flags(0)), 17],
    ['BSON longer than the message', message(2013, flags(0), Buffer.from([0]), cutBson), 17],
    ['a string longer than its document', message(2013, flags(0), Buffer.from([0]), badString), 22],
    [
      'a sequence without a name',
      message(2013, flags(0), Buffer.from([1, 8, 0, 0, 0, 65, 65, 65, 65])),
      17,
    ],
    ['a greeting without an end', message(2004, flags(0), Buffer.from('admin')), 17],
  ])('%s', async (_case, bytes, code) => {
    expect(errorIn(await exchange([bytes]))).toBe(code);
    await stillServes();
  });

  it.each([
    ['its operation is unknown', message(2010, ping)],
    ['it is of another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['it ends before its number', Buffer.from([1, 0, 0, 0])],
    ['it wants no answer', message(2013, flags(2), Buffer.from([7]), ping)],
  ])('but no error when %s', async (_case, bytes) => {
    expect(errorIn(await exchange([bytes]))).toBeUndefined();
    await stillServes();
  });

  it('after the answers to what came before it', async () => {
    const reply = await exchange([Buffer.concat([goodPing, lengthOf(3), goodPing])]);
    const first = 21 + serialize({ ok: 1 }).length;
    expect(deserialize(reply.subarray(21, first))).toEqual({ ok: 1 });
    expect(errorIn(reply.subarray(first))).toBe(17);
  });

  it('any change of bytes', async () => {
    const insert = Buffer.from(
      message(
        2013,
        flags(0),
        Buffer.from([0]),
        serialize({ insert: 'x', documents: [{ a: 1, b: { c: [1, 'x'] } }], $db: 'fuzz' }),
      ),
    );
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48271) % 0x7fffffff) % below;
    const spoiled = Array.from({ length: 150 }, () => {
      const bytes = Buffer.from(insert);
      for (let n = 0; n < 3; n++) bytes[4 + random(bytes.length - 4)] = random(256);
      return bytes;
    });
    await Promise.all(spoiled.map((bytes) => exchange([bytes, Buffer.alloc(64)])));
    await stillServes();
  });

  it('a document within documents, thousands deep', async () => {
    const nested = nestedDocument(20_000);
    const sequenceLength = Buffer.alloc(4);
    sequenceLength.writeInt32LE(4 + 10 + nested.length);
    const body = serialize({ insert: 'deep', $db: 'fuzz' });
    const deep = message(
      2013,
      flags(0),
      Buffer.from([0]),
      body,
      Buffer.from([1]),
      sequenceLength,
      Buffer.from('documents\0'),
      nested,
    );
    const reply = await exchange([deep], 21);
    expect(reply.length).toBeGreaterThanOrEqual(21);
    await stillServes();
    expect(await store.client().db('fuzz').collection('deep').countDocuments()).toBe(0);
  });
});
