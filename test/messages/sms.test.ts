import express from 'express';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { openTestStore, type TestStore } from '../directory/open-test-store.ts';
import { serveApp } from '../support/serve-app.ts';
import { openOutbox, reminder } from './outbox.ts';

let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(() => store.close());

interface Posted {
  body: unknown;
  token: string | undefined;
  key: string | undefined;
}

/** A gateway of this machine, which answers with `status`. */
const startGateway = async (status: () => number) => {
  const posted: Posted[] = [];
  const app = express().use(express.json());
  app.post('/sms', ({ body, headers }, res) => {
    posted.push({
      body: body as unknown,
      token: headers.authorization,
      key: headers['idempotency-key'] as string | undefined,
    });
    res.status(status()).json({ id: 1 });
  });
  const served = await serveApp(app);
  onTestFinished(() => served.close().then(() => undefined));
  return { url: `${served.origin}/sms`, posted };
};

let minutes = 0;
beforeEach(async () => {
  minutes = 0;
  await Promise.all(Object.values(store.connection.models).map((model) => model.deleteMany({})));
});

const outbox = async (url: string) => {
  const sms = {
    url,
    header: { name: 'Authorization', value: 'Bearer hemligt' },
    body: { from: 'Kommunen', messages: [{ recipient: '{to}', content: '{text}' }] },
  };
  const now = () => new Date(Date.now() + minutes * 60_000);
  const messages = await openOutbox(store.connection, { sms }, now);
  onTestFinished(() => messages.stop());
  return messages;
};

const text = 'Gör "kursen" \\ före {to} den 12:e\nHälsningar';
const sms = (key: string) =>
  reminder(key, { channel: 'sms', to: '+46701740605', subject: '', text });

const first = async (messages: Awaited<ReturnType<typeof outbox>>) =>
  (await messages.ofEmployee('anna'))[0];

test('a text message is posted in the gateway’s own shape, which no text can change', async () => {
  const { url, posted } = await startGateway(() => 201);
  const messages = await outbox(url);
  await messages.enqueue(sms('kod:1'));
  await expect.poll(async () => (await first(messages))?.status).toBe('sent');
  expect(posted).toHaveLength(1);
  expect(posted[0]).toMatchObject({
    token: 'Bearer hemligt',
    body: { from: 'Kommunen', messages: [{ recipient: '+46701740605', content: text }] },
  });
});

test.each([
  [400, 'refused'],
  [422, 'refused'],
  [401, 'waiting'],
  [429, 'waiting'],
  [500, 'waiting'],
  [302, 'waiting'],
])('an answer of %d leaves the message %s', async (status, expected) => {
  const { url } = await startGateway(() => status);
  const messages = await outbox(url);
  await messages.enqueue(sms('kod:1'));
  await expect.poll(async () => (await first(messages))?.code).toBe(`http-${status}`);
  expect(await first(messages)).toMatchObject({ status: expected });
});

test('when the gateway is back, the message is posted again under the same key', async () => {
  let status = 503;
  const { url, posted } = await startGateway(() => status);
  const messages = await outbox(url);
  await messages.enqueue(sms('kod:1'));
  await expect.poll(async () => (await first(messages))?.code).toBe('http-503');
  status = 200;
  minutes = 2;
  await messages.start();
  await expect.poll(async () => (await first(messages))?.status).toBe('sent');
  expect(posted).toHaveLength(2);
  expect(posted[0]?.key).toMatch(/^[0-9a-f]{40}$/);
  expect(posted[1]?.key).toBe(posted[0]?.key);
});
