import type { Connection } from 'mongoose';
import { createMessages, createSenders, type NewMessage } from '../../src/messages/index.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { indexesReady } from '../../src/platform/store-connection.ts';

export const plainSmtp = (port: number) => ({
  host: '127.0.0.1',
  port,
  tls: 'none' as const,
  ca: undefined,
  login: undefined,
  perMinute: undefined,
  from: { name: 'Norrstrands kommun', address: 'portal@norrstrand.example' },
  domain: 'portal.example',
});

type Settings = Partial<Parameters<typeof createSenders>[0]>;

/** The outbox on a real store, with the ways to send that are given, at the time that is given. */
export const openOutbox = async (connection: Connection, settings: Settings, now?: () => Date) => {
  const messages = createMessages({
    connection,
    senders: createSenders({ smtp: undefined, sms: undefined, folder: undefined, ...settings }),
    keepDays: 730,
    logger: createLogger({ level: 'silent' }),
    ...(now ? { now } : {}),
  });
  await indexesReady(connection);
  return messages;
};

export const reminder = (key: string, more: Partial<NewMessage> = {}): NewMessage => ({
  key,
  employeeId: 'anna',
  channel: 'mail',
  to: 'anna@norrstrand.example',
  subject: 'Kursen i IT-säkerhet återstår',
  text: 'Hej Åsa!\n\nGör kursen före den 12 december.',
  ...more,
});
