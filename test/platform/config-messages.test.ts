import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { problemsOf } from '../support/config-problems.ts';

const production = { PORTAL_MODE: 'production', BASE_URL: 'https://portal.example.se' };

const smtpOf = (environment: Record<string, string>) =>
  loadConfig({ PORTAL_MODE: 'demo', DATA_DIR: '/tmp/portal-config-messages', ...environment })
    .messages.smtp;

it.each([
  ['smtps://post.example.se', { port: 465, tls: 'implicit' }],
  ['smtp://post.example.se', { port: 587, tls: 'starttls' }],
  ['smtp://post.example.se:2525', { port: 2525, tls: 'starttls' }],
  ['smtp://127.0.0.1:2525', { host: '127.0.0.1', port: 2525, tls: 'none' }],
])('the mail server %s is spoken to in this way', (url, expected) => {
  expect(smtpOf({ MAIL_SMTP_URL: url })).toMatchObject(expected);
});

it.each([
  [{ MAIL_SMTP_URL: 'smtp://user:secret@post.example.se' }, 'MAIL_SMTP_URL:'],
  [{ MAIL_SMTP_URL: 'post.example.se' }, 'MAIL_SMTP_URL:'],
  [{ MAIL_SMTP_URL: 'smtp://post.example.se' }, 'MAIL_FROM is missing'],
  [{ MAIL_SMTP_URL: 'smtp://a.example', MAIL_SMTP_USER: 'portal' }, 'go together'],
  [{ MAIL_SMTP_URL: 'smtp://a.example', MAIL_SMTP_PASSWORD_FILE: '/no/such' }, 'cannot be read'],
  [{ MAIL_SMTP_URL: 'smtp://a.example', MAIL_SMTP_CA_FILE: '/etc/hostname' }, 'no certificate'],
  [{ SMS_GATEWAY_URL: 'http://sms.example.se' }, 'SMS_GATEWAY_URL:'],
  [{ SMS_GATEWAY_URL: 'https://sms.example.se' }, 'SMS_GATEWAY_TOKEN is missing'],
  [{ SMS_GATEWAY_URL: 'https://a.example', SMS_GATEWAY_BODY: '{"to":' }, 'SMS_GATEWAY_BODY'],
  [{ SMS_GATEWAY_URL: 'https://a.example', SMS_GATEWAY_BODY: '{"to":"{to}"}' }, 'SMS_GATEWAY_BODY'],
  [{ MESSAGES_FOLDER: '/tmp/x' }, 'MESSAGES_FOLDER is for the demo'],
])('%o stops the start of a portal in production', (settings, problem) => {
  expect(problemsOf({ ...production, ...settings })).toContain(problem);
});
