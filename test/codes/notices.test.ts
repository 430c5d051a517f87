import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { serveApp } from '../support/serve-app.ts';
import { headerOf, startSmtpServer, textOf, type SmtpWorld } from '../support/smtp-world.ts';
import type { Visitor } from '../support/visitor.ts';
import { codeOn, collection, giveCode } from './codes-world.ts';

const posted: { to: string; message: string }[] = [];

let smtp: SmtpWorld;
let gateway: Awaited<ReturnType<typeof serveApp>>;
let portal: TestPortal;
let helpdesk: Visitor;
beforeAll(async () => {
  const app = express().use(express.json());
  app.post('/sms', (req, res) => {
    posted.push(req.body as (typeof posted)[number]);
    res.json({ id: 1 });
  });
  [smtp, gateway] = await Promise.all([startSmtpServer(), serveApp(app)]);
  portal = await startTestPortal({
    environment: {
      MAIL_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      SMS_GATEWAY_URL: `${gateway.origin}/sms`,
      HELPDESK_CODE_APPROVAL: 'on',
    },
  });
  helpdesk = await portal.signInAndReset('3003');
  const contact = { mobile: '+46701740699', email: 'anna@privat.example', answeredAt: new Date() };
  await collection(portal, 'employees').updateOne(
    { employeeNumbers: '1001' },
    { $set: { contact } },
  );
});
afterAll(() => Promise.all([portal.close(), smtp.close(), gateway.close()]));

/** All who were told since the last test, each once: two mails and two text messages. */
const told = async () => {
  await expect.poll(() => smtp.mails.length + posted.length, { timeout: 10_000 }).toBe(4);
  return [
    ...smtp.mails.map((mail) => ({ to: mail.to.join(), text: textOf(mail) })),
    ...posted.map(({ to, message }) => ({ to, text: message })),
  ];
};

const everywhere = [
  '+46701740605',
  '+46701740699',
  'anna.astrom@norrstrand.example',
  'anna@privat.example',
];

const sheetOn = (html: string) =>
  [...html.matchAll(/class="phrase">([0-9A-Z-]{14})</g)].map(([, code]) => code ?? '');

describe('a person who is given', () => {
  beforeEach(async () => {
    // The helpdesk's own new password was told too.
    await expect
      .poll(() => collection(portal, 'messages').countDocuments({ status: 'waiting' }))
      .toBe(0);
    smtp.mails.length = 0;
    posted.length = 0;
  });

  test.each([
    [
      'a code by phone',
      { 'hur-known': '1', satt: 'phone' },
      'Du har fått en kod',
      /given you a code/,
    ],
    [
      'a code on paper',
      { 'hur-known': '1', satt: 'paper' },
      'Du har fått en kod',
      /given you a code/,
    ],
    ['a sheet', { 'hur-known': '1', satt: 'sheet' }, 'Du har fått ett kodblad', /code sheet/],
  ])(
    '%s is told by mail and text, at work and privately',
    async (_what, form, subject, english) => {
      const { text: page } = await giveCode(portal, helpdesk, '1001', form);
      const codes = [codeOn(page), ...sheetOn(page)].filter(Boolean);
      expect(codes.length).toBeGreaterThan(0);
      const notices = await told();
      expect(notices.map(({ to }) => to).toSorted()).toEqual(everywhere);
      for (const { text } of notices) {
        expect(text.replaceAll('\u2011', '-').replaceAll('\u00a0', ' ')).toContain(
          'Ring IT-supporten genast',
        );
        expect(text).toContain(portal.config.organisation.supportPhone);
        // A link in such a message is what an attacker would send.
        expect(text).not.toMatch(/https?:/);
        for (const code of codes)
          for (const secret of [code, code.replaceAll('-', '')]) expect(text).not.toContain(secret);
      }
      for (const { message } of posted) expect(message.length).toBeLessThanOrEqual(160);
      const [mail] = smtp.mails;
      if (!mail) throw new Error('No mail came.');
      expect(decodeSubject(headerOf(mail, 'Subject'))).toContain(subject);
      expect(textOf(mail)).toMatch(english);
    },
  );

  test('their own sheet is told of it too: somebody else may sit at their phone', async () => {
    const anna = await portal.signInAndReset('1001');
    await expect.poll(() => smtp.mails.length + posted.length, { timeout: 10_000 }).toBe(4);
    smtp.mails.length = 0;
    posted.length = 0;
    await anna.get('/kodblad');
    await anna.submit('/kodblad');
    expect((await told()).map(({ to }) => to).toSorted()).toEqual(everywhere);
  });
});

/** What an encoded header says (RFC 2047, UTF-8). */
const decodeSubject = (header: string): string =>
  header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?(B|Q)\?([^?]*)\?=/gi, (_all, encoding: string, text: string) =>
      encoding.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : Buffer.from(
            text
              .replaceAll('_', ' ')
              .replace(/=([0-9A-F]{2})/g, (_hex, pair: string) =>
                String.fromCharCode(parseInt(pair, 16)),
              ),
            'latin1',
          ).toString(),
    );

test('whom nobody can reach is given a code all the same, and the helpdesk is told so', async () => {
  await collection(portal, 'employees').updateOne(
    { employeeNumbers: '1003' },
    { $set: { email: null, mobile: null } },
  );
  const { text } = await giveCode(portal, helpdesk, '1003');
  expect(codeOn(text)).not.toBe('');
  expect(text).toContain('Vi har ingen adress');
  expect((await giveCode(portal, helpdesk, '1001')).text).toContain('har fått ett meddelande');
});
