import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openTestStore, type TestStore } from '../directory/open-test-store.ts';
import {
  headerOf,
  smtpAnswer,
  startSmtpServer,
  textOf,
  type SmtpWorld,
} from '../support/smtp-world.ts';
import { createTestCa } from '../support/test-ca.ts';
import { openOutbox, plainSmtp, reminder } from './outbox.ts';

let store: TestStore;
let smtp: SmtpWorld;
beforeAll(
  async () => void ([store, smtp] = await Promise.all([openTestStore(), startSmtpServer()])),
);
afterAll(() => Promise.all([smtp.close(), store.close()]));
beforeEach(async () => {
  smtp.mails.length = 0;
  smtp.answers.receiver = () => null;
  smtp.answers.mail = () => Promise.resolve(null);
  await Promise.all(Object.values(store.connection.models).map((model) => model.deleteMany({})));
});

let minutes = 0;
const later = () => new Date(Date.now() + minutes * 60_000);
beforeEach(() => void (minutes = 0));

const outbox = async (
  settings: Parameters<typeof openOutbox>[1] = { smtp: plainSmtp(smtp.port) },
) => {
  const messages = await openOutbox(store.connection, settings, later);
  onTestFinished(() => messages.stop());
  return messages;
};

type Outbox = Awaited<ReturnType<typeof outbox>>;

const becomes = (messages: Outbox, status: string) =>
  expect
    .poll(async () => (await messages.ofEmployee('anna')).map((one) => one.status))
    .toEqual([status]);

test('a mail that is queued is sent at once, as it was written, and noted as sent', async () => {
  const messages = await outbox();
  expect(await messages.enqueue(reminder('kurs:1'))).toBe('queued');
  await becomes(messages, 'sent');
  const [mail] = smtp.mails;
  if (!mail) throw new Error('No mail came.');
  expect(mail).toMatchObject({
    from: 'portal@norrstrand.example',
    to: ['anna@norrstrand.example'],
  });
  expect(headerOf(mail, 'From')).toBe('Norrstrands kommun <portal@norrstrand.example>');
  expect(headerOf(mail, 'Subject')).toMatch(/^=\?UTF-8\?/);
  expect(headerOf(mail, 'Auto-Submitted')).toBe('auto-generated');
  expect(headerOf(mail, 'Message-ID')).toMatch(/^<[0-9a-f]{40}@portal\.example>$/);
  expect(textOf(mail)).toContain('Hej Åsa!');
});

test('the same key is sent once, however many processes queue it at once', async () => {
  const [one, two] = [await outbox(), await outbox()];
  const answers = await Promise.all(
    [one, two, one, two].map((messages) => messages.enqueue(reminder('kurs:1'))),
  );
  expect(answers.toSorted()).toEqual(['already', 'already', 'already', 'queued']);
  await becomes(one, 'sent');
  expect(smtp.mails).toHaveLength(1);
});

test('two processes share what waits and send each mail once', async () => {
  const first = await outbox({});
  const keys = Array.from({ length: 60 }, (_, n) => `kurs:${n}`);
  const waiting = await outbox();
  const soon = new Date(Date.now() + 30_000);
  await Promise.all(
    keys.map((key) => waiting.enqueue(reminder(key, { employeeId: key, notBefore: soon }))),
  );
  expect(smtp.mails).toEqual([]);
  minutes = 1;
  const second = await outbox();
  await Promise.all([waiting.start(), second.start()]);
  await expect.poll(() => smtp.mails.length).toBe(60);
  expect(new Set(smtp.mails.map((mail) => headerOf(mail, 'Message-ID'))).size).toBe(60);
  expect((await first.ofEmployee('kurs:7'))[0]).toMatchObject({ attempts: 1 });
});

test('a receiver that the server refuses for good is noted and not tried again', async () => {
  smtp.answers.receiver = () => smtpAnswer(550, 'no such user');
  const messages = await outbox();
  await messages.enqueue(reminder('kurs:1'));
  await becomes(messages, 'refused');
  expect((await messages.ofEmployee('anna'))[0]).toMatchObject({ code: 'smtp-550', attempts: 1 });
  expect(messages.warnings()).toEqual([]);
});

test('a mail that is refused for now is tried again later, and later each time', async () => {
  smtp.answers.receiver = () => smtpAnswer(450, 'try later');
  const messages = await outbox();
  await messages.enqueue(reminder('kurs:1'));
  const waits = async () => {
    const [message] = await messages.ofEmployee('anna');
    return {
      minutes: Math.round(((message?.dueAt.getTime() ?? 0) - later().getTime()) / 60_000),
      attempts: message?.attempts,
    };
  };
  await expect.poll(waits).toEqual({ attempts: 1, minutes: 1 });
  minutes = 2;
  await messages.start();
  await expect.poll(waits).toEqual({ attempts: 2, minutes: 2 });
  smtp.answers.receiver = () => null;
  minutes = 5;
  await messages.start();
  await becomes(messages, 'sent');
});

test('a mail that finds no way in two days is given up, and says why', async () => {
  smtp.answers.receiver = () => smtpAnswer(450, 'try later');
  const messages = await outbox();
  await messages.enqueue(reminder('kurs:1'));
  await expect.poll(async () => (await messages.ofEmployee('anna'))[0]?.code).toBe('smtp-450');
  minutes = 3 * 24 * 60;
  await messages.start();
  await becomes(messages, 'unsent');
  expect((await messages.ofEmployee('anna'))[0]?.code).toBe('smtp-450');
});

test('in quiet hours nothing is sent; afterwards it is', async () => {
  const messages = await outbox();
  const at = (plus: number) => new Date(Date.now() + plus * 60_000);
  await messages.enqueue(reminder('kurs:1', { quiet: { from: at(-5), to: at(60) } }));
  await expect
    .poll(async () => (await messages.ofEmployee('anna'))[0]?.dueAt.getTime())
    .toBeGreaterThan(at(50).getTime());
  expect(smtp.mails).toEqual([]);
  minutes = 61;
  await messages.start();
  await becomes(messages, 'sent');
});

test('a message whose time has gone is not sent, and says so', async () => {
  const messages = await outbox();
  const soon = new Date(Date.now() + 60_000);
  await messages.enqueue(reminder('kurs:1', { notBefore: soon, notAfter: soon }));
  minutes = 2;
  await messages.start();
  await becomes(messages, 'unsent');
  expect((await messages.ofEmployee('anna'))[0]?.code).toBe('too-late');
  expect(smtp.mails).toEqual([]);
});

test('while the server is down nothing is lost, the others wait, and a warning says so', async () => {
  const messages = await outbox({ smtp: plainSmtp(1) });
  await Promise.all(Array.from({ length: 20 }, (_, n) => messages.enqueue(reminder(`kurs:${n}`))));
  await expect.poll(() => messages.warnings()).toEqual(['mail cannot be sent: ECONNREFUSED']);
  const found = await messages.ofEmployee('anna');
  expect(found).toHaveLength(20);
  expect(found.every(({ status }) => status === 'waiting')).toBe(true);
  expect(found.filter(({ attempts }) => attempts > 0).length).toBeLessThanOrEqual(3);
});

test('with no mail server each message is noted as not sent, and none waits', async () => {
  const before = await outbox();
  await before.enqueue(reminder('kurs:1', { notBefore: new Date(Date.now() + 60_000) }));
  const messages = await outbox({});
  expect(messages.canSend('mail')).toBe(false);
  await messages.enqueue(reminder('kurs:2'));
  await messages.start();
  const found = await messages.ofEmployee('anna');
  expect(found.map(({ status, code }) => [status, code])).toEqual([
    ['unsent', 'no-mail-server'],
    ['unsent', 'no-mail-server'],
  ]);
});

test('somebody without an address, or with one that is none, is noted', async () => {
  const messages = await outbox();
  await messages.enqueue(reminder('kurs:1', { to: null }));
  await messages.enqueue(reminder('kurs:2', { to: 'ingen adress', employeeId: 'bo' }));
  expect((await messages.ofEmployee('anna'))[0]).toMatchObject({
    status: 'unsent',
    code: 'no-address',
  });
  await expect
    .poll(async () => (await messages.ofEmployee('bo'))[0])
    .toMatchObject({ status: 'refused', code: 'smtp-501' });
});

test.each(['19911210-2380', '199112102380', '911210-2380'])(
  'a message that holds the personal number %s is refused',
  async (number) => {
    const messages = await outbox();
    const holding = reminder('kurs:1', { text: `Hej ${number}!` });
    await expect(messages.enqueue(holding)).rejects.toThrow('personal number');
    expect(await messages.ofEmployee('anna')).toEqual([]);
  },
);

describe('over TLS', () => {
  test.each(['implicit', 'starttls'] as const)(
    'the server is believed by its certificate, and knows us by our account (%s)',
    async (tls) => {
      const ca = await createTestCa();
      const { keyPem, certificatePem } = await ca.issue('127.0.0.1');
      const server = await startSmtpServer({
        key: keyPem,
        cert: certificatePem,
        secure: tls === 'implicit',
        authOptional: false,
        onAuth: ({ username, password }, _session, done) =>
          password === 'hemligt' ? done(null, { user: username ?? '' }) : done(smtpAnswer(535)),
      });
      onTestFinished(() => server.close());
      const login = { user: 'portalen', password: 'hemligt' };
      const settings = { ...plainSmtp(server.port), tls, ca: ca.certificatePem, login };
      const messages = await outbox({ smtp: settings });
      await messages.enqueue(reminder('kurs:1'));
      await becomes(messages, 'sent');
      expect(server.mails[0]).toMatchObject({ secure: true, user: 'portalen' });

      const stranger = await outbox({
        smtp: { ...settings, ca: (await createTestCa()).certificatePem },
      });
      await stranger.enqueue(reminder('kurs:2', { employeeId: 'bo' }));
      await expect.poll(() => stranger.warnings()).not.toEqual([]);
      const wrong = await outbox({ smtp: { ...settings, login: { ...login, password: 'fel' } } });
      await wrong.enqueue(reminder('kurs:3', { employeeId: 'bo' }));
      await expect.poll(() => wrong.warnings()).toEqual(['mail cannot be sent: smtp-535']);
      expect(server.mails).toHaveLength(1);
    },
  );

  test('a server that offers no TLS is told nothing', async () => {
    const messages = await outbox({ smtp: { ...plainSmtp(smtp.port), tls: 'starttls' } });
    await messages.enqueue(reminder('kurs:1'));
    await expect.poll(() => messages.warnings()).not.toEqual([]);
    expect(smtp.mails).toEqual([]);
  });
});
