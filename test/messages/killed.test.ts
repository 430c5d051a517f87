import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/platform/store-connection.ts';
import { headerOf, smtpAnswer, startSmtpServer, type SmtpWorld } from '../support/smtp-world.ts';
import { openOutbox, plainSmtp } from './outbox.ts';

let dataDir: string;
let smtp: SmtpWorld;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'portal-killed-'));
  smtp = await startSmtpServer();
});
afterEach(async () => {
  await smtp.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Queues one message in a process of its own. */
const enqueueElsewhere = async (port: number) => {
  const script = join(import.meta.dirname, 'enqueue-process.ts');
  const child = spawn(process.execPath, [script, dataDir, String(port), 'kurs:1'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('queued');
  return async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
};

/** Another process begins after so many minutes, and sends what is left. */
const sendWhatIsLeft = async (minutes: number): Promise<string> => {
  const store = await openStore({ dataDir, mongodbUri: undefined });
  const now = () => new Date(Date.now() + minutes * 60_000);
  const messages = await openOutbox(store.connection, { smtp: plainSmtp(smtp.port) }, now);
  try {
    await messages.start();
    const status = async () => (await messages.ofEmployee('anna'))[0]?.status;
    await expect.poll(status, { timeout: 5000 }).toBe('sent');
    return (await messages.ofEmployee('anna'))[0]?.key ?? '';
  } finally {
    await messages.stop();
    await store.close();
  }
};

test('a message that was acknowledged is sent although the process is killed at once', async () => {
  const kill = await enqueueElsewhere(1);
  await kill();
  expect(await sendWhatIsLeft(4)).toBe('kurs:1');
  expect(smtp.mails).toHaveLength(1);
});

test('killed between the server’s yes and our note, the mail comes twice with one Message-ID', async () => {
  let taken: (() => void) | undefined;
  const isTaken = new Promise<void>((resolve) => (taken = resolve));
  const copies: string[] = [];
  smtp.answers.mail = (mail) => {
    copies.push(headerOf(mail, 'Message-ID'));
    taken?.();
    return copies.length === 1
      ? new Promise((resolve) => setTimeout(() => resolve(smtpAnswer(451)), 1000))
      : Promise.resolve(null);
  };
  const kill = await enqueueElsewhere(smtp.port);
  await isTaken;
  await kill();
  await sendWhatIsLeft(4);
  expect(copies).toHaveLength(2);
  expect(new Set(copies).size).toBe(1);
});
