import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoRoster } from '../../src/dev/demo-data/index.ts';
import { startReminderWorld, type ReminderWorld } from './reminder-world.ts';

const people = 250;

let world: ReminderWorld;
beforeEach(async () => {
  world = await startReminderWorld({}, demoRoster({ employees: people }));
});
afterEach(() => world.close());

/** One more process on the same store, ready to send the morning's reminders. */
const startAnother = async () => {
  const { portal, morning } = world;
  const file = join(portal.dataDir, 'config');
  writeFileSync(file, serialize(portal.config));
  const script = join(import.meta.dirname, 'remind-process.ts');
  const child = spawn(process.execPath, [script, file, morning.toISOString()], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return {
    begin: () => child.stdin.write('go\n'),
    done: () => once(child.stdout, 'data'),
    kill: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
};

const collection = (name: string) => world.portal.services.store.connection.collection(name);

const queued = () => collection('messages').countDocuments({ topic: 'reminder' });

/** Mails by their Message-ID: one that a killed process had just sent comes again under the same. */
const messageIds = () =>
  new Set(world.mails().map(({ raw }) => /^Message-ID: (.+)$/im.exec(raw)?.[1]));

const expectOneEach = async () => {
  await expect.poll(() => messageIds().size, { timeout: 20_000 }).toBe(people);
  expect(new Set(world.receivers()).size).toBe(people);
  expect(await queued()).toBe(people);
};

test('two processes that begin at once send each person one reminder', async () => {
  const other = await startAnother();
  const ended = other.done();
  other.begin();
  await Promise.all([world.work(), ended]);
  await expectOneEach();
  const runs = await collection('reminder-runs')
    .find({ kind: 'rules', day: world.today })
    .toArray();
  expect(runs).toMatchObject([{ state: 'done', result: { queued: people, already: 0 } }]);
  await other.kill();
});

test('a process is killed while it queues them: another goes on, and nobody is left out or sent two mails', async () => {
  const other = await startAnother();
  other.begin();
  while ((await queued()) === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  await other.kill();
  const before = await queued();
  expect(before).toBeLessThan(people);
  await world.work(3);
  // What the killed process held is free again after three minutes: as if they had gone.
  await collection('messages').updateMany({ status: 'waiting' }, { $set: { dueAt: new Date() } });
  await world.portal.services.messages.start();
  await expectOneEach();
});
