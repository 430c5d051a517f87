import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Keys } from './config-keys.ts';
import type { SenderSettings } from './messages/index.ts';
import { isLoopback } from './platform/is-loopback.ts';
import { readSecret } from './platform/secret-file.ts';

type SecretName = 'MAIL_SMTP_PASSWORD' | 'SMS_GATEWAY_TOKEN';

/** A secret that need not be given; a fault is added to `problems`. */
const optionalSecret = (env: Keys, name: SecretName, problems: string[]): string | undefined => {
  const path = env[`${name}_FILE`];
  if (!path) return env[name];
  try {
    return readSecret(path).toString();
  } catch {
    problems.push(`${name}_FILE: ${path} cannot be read.`);
    return undefined;
  }
};

const caOf = (path: string | undefined, problems: string[]): string | undefined => {
  if (!path) return undefined;
  try {
    const pem = readFileSync(path, 'utf8');
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
    problems.push(`MAIL_SMTP_CA_FILE: ${path} holds no certificate (PEM).`);
  } catch {
    problems.push(`MAIL_SMTP_CA_FILE: ${path} cannot be read.`);
  }
  return undefined;
};

const loginOf = (env: Keys, problems: string[]) => {
  const user = env.MAIL_SMTP_USER;
  const password = optionalSecret(env, 'MAIL_SMTP_PASSWORD', problems);
  if (!user && !password) return undefined;
  if (!user || !password) problems.push('MAIL_SMTP_USER and MAIL_SMTP_PASSWORD go together.');
  return { user: user ?? '', password: password ?? '' };
};

/** Without TLS only to this machine, and only in the demo. */
const smtpConfig = (env: Keys, baseUrl: string, problems: string[]): SenderSettings['smtp'] => {
  if (!env.MAIL_SMTP_URL) return undefined;
  if (!env.MAIL_FROM && env.PORTAL_MODE === 'production')
    problems.push('MAIL_FROM is missing: the address that mail comes from.');
  const { protocol, hostname, port } = new URL(env.MAIL_SMTP_URL);
  const isImplicit = protocol === 'smtps:';
  const isPlain = env.PORTAL_MODE === 'demo' && isLoopback(env.MAIL_SMTP_URL);
  const domain = new URL(baseUrl).hostname;
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (isImplicit ? 465 : 587),
    tls: isImplicit ? 'implicit' : isPlain ? 'none' : 'starttls',
    ca: caOf(env.MAIL_SMTP_CA_FILE, problems),
    login: loginOf(env, problems),
    perMinute: env.MAIL_PER_MINUTE,
    from: { name: env.ORG_NAME, address: env.MAIL_FROM ?? `portal@${domain}` },
    domain,
  };
};

const bodyOf = (text: string, problems: string[]): unknown => {
  const fault = 'SMS_GATEWAY_BODY must be JSON that holds {to} and {text}.';
  if (!text.includes('{to}') || !text.includes('{text}')) problems.push(fault);
  try {
    return JSON.parse(text);
  } catch {
    problems.push(fault);
    return null;
  }
};

const smsConfig = (env: Keys, problems: string[]): SenderSettings['sms'] => {
  const url = env.SMS_GATEWAY_URL;
  if (!url) return undefined;
  const value = optionalSecret(env, 'SMS_GATEWAY_TOKEN', problems);
  if (value === undefined && env.PORTAL_MODE === 'production')
    problems.push(
      'SMS_GATEWAY_TOKEN is missing: give SMS_GATEWAY_TOKEN or SMS_GATEWAY_TOKEN_FILE.',
    );
  return {
    url,
    header: value === undefined ? undefined : { name: env.SMS_GATEWAY_HEADER, value },
    body: bodyOf(env.SMS_GATEWAY_BODY, problems),
  };
};

/** How messages leave the portal; a fault is added to `problems`. */
export const messagesConfig = (env: Keys, baseUrl: string, problems: string[]) => {
  if (env.MESSAGES_FOLDER && env.PORTAL_MODE === 'production')
    problems.push('MESSAGES_FOLDER is for the demo: nobody would get their messages.');
  return {
    smtp: smtpConfig(env, baseUrl, problems),
    sms: smsConfig(env, problems),
    folder: env.MESSAGES_FOLDER && resolve(env.MESSAGES_FOLDER),
    keepDays: env.MESSAGE_KEEP_DAYS,
  };
};
