import type { OutgoingMessage, Sender } from './sender.ts';
import { messageHash } from './sender.ts';
import { smtpResult } from './smtp-fault.ts';

export interface SmtpSettings {
  host: string;
  port: number;
  /** `implicit`: from the first byte. `starttls`: required, else nothing is sent. `none`: this machine only. */
  tls: 'implicit' | 'starttls' | 'none';
  /** PEM of the only CA that is believed; the system's when left out. */
  ca: string | undefined;
  login: { user: string; password: string } | undefined;
  /** At most so many a minute from each process; as many as go when left out. */
  perMinute: number | undefined;
  from: { name: string; address: string };
  /** What a Message-ID ends with. */
  domain: string;
}

/** Connections that are open at once. */
const connections = 3;

const createTransport = async ({ host, port, tls, ca, login, perMinute }: SmtpSettings) => {
  // Loaded with the first mail: most commands and many portals never send one.
  const nodemailer = await import('nodemailer');
  return nodemailer.createTransport({
    pool: true,
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    tls: { minVersion: 'TLSv1.2', ...(ca ? { ca } : {}) },
    auth: login && { user: login.user, pass: login.password },
    maxConnections: connections,
    // A lost connection is for the outbox to try again, which counts it.
    maxRequeues: 0,
    ...(perMinute ? { rateLimit: perMinute, rateDelta: 60_000 } : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    dnsTimeout: 10_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
};

const mailOf = (settings: SmtpSettings, { key, to, subject, text, queuedAt }: OutgoingMessage) => ({
  from: settings.from,
  to: { name: '', address: to },
  subject,
  text,
  date: queuedAt,
  messageId: `<${messageHash(key)}@${settings.domain}>`,
  // RFC 3834: no absence notice is sent back.
  headers: { 'Auto-Submitted': 'auto-generated' },
});

/** Sends mail to one SMTP server (RFC 5321), over TLS. */
export const createSmtpSender = (settings: SmtpSettings): Sender => {
  let opening: ReturnType<typeof createTransport> | undefined;
  return {
    send: async (message) => {
      try {
        opening ??= createTransport(settings);
        await (await opening).sendMail(mailOf(settings, message));
        return { kind: 'sent' };
      } catch (error) {
        return smtpResult(error);
      }
    },
    close: () => void opening?.then((transport) => transport.close()),
  };
};
