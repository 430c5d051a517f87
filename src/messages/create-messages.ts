import type { OpenStore } from '../platform/store-connection.ts';
import type { Logger } from '../platform/logger.ts';
import { holdsPersonalNumber } from '../platform/personal-number.ts';
import { createDelivery } from './create-delivery.ts';
import { createMessageStore } from './message-store.ts';
import type { Channel, NewMessage } from './message.ts';
import type { Sender } from './sender.ts';

export interface MessagesDeps {
  connection: OpenStore['connection'];
  /** The ways there are to send; of a channel without one, messages are noted as not sent. */
  senders: Partial<Record<Channel, Sender>>;
  /** Days that a message is remembered. */
  keepDays: number;
  logger: Logger;
  now?: () => Date;
}

const hour = 3_600_000;
const day = 24 * hour;
/** Between two looks for what waits: what came from another process, or is due again. */
const lookEveryMs = 15_000;
/** Later than this nobody is served by it. */
const tryForMs = 48 * hour;
const stopMs = 5_000;

const noWay = { mail: 'no-mail-server', sms: 'no-sms-gateway' } as const;
const channels = ['mail', 'sms'] as const;

/**
 * The durable outbox: what `enqueue` has answered for is in the store and is sent, whatever process
 * dies. A crash between the server's yes and our note of it sends the message once more, with the
 * same Message-ID.
 */
export const createMessages = (deps: MessagesDeps) => {
  const { connection, senders, keepDays, logger, now = () => new Date() } = deps;
  const store = createMessageStore(connection);
  const deliveries = new Map(
    channels.flatMap((channel) => {
      const sender = senders[channel];
      return sender
        ? [[channel, createDelivery({ channel, sender, store, logger, now })] as const]
        : [];
    }),
  );
  let timer: NodeJS.Timeout | undefined;

  const wakeAll = () => deliveries.forEach(({ wake }) => wake());

  return {
    /** Whether there is a way to send at all. */
    canSend: (channel: Channel): boolean => deliveries.has(channel),

    /**
     * Queues a message; resolves when it is on disk. `already`: one with its key was queued before,
     * here or by another process.
     *
     * @throws when a personal number stands in it: a programming error.
     */
    enqueue: async (message: NewMessage): Promise<'queued' | 'already'> => {
      if (holdsPersonalNumber(`${message.subject}\n${message.text}`))
        throw new Error('A message may hold no personal number.');
      const { key, notBefore, notAfter, ...rest } = message;
      const at = now();
      const dueAt = notBefore && notBefore > at ? notBefore : at;
      const delivery = deliveries.get(message.channel);
      const isUnsent = !delivery || message.to === null;
      const added = await store.add({
        ...rest,
        _id: key,
        topic: key.split(':', 1)[0] ?? key,
        status: isUnsent ? 'unsent' : 'waiting',
        code: isUnsent ? (delivery ? 'no-address' : noWay[message.channel]) : null,
        attempts: 0,
        queuedAt: at,
        dueAt,
        endedAt: isUnsent ? at : null,
        holder: null,
        giveUpAt: notAfter ?? new Date(dueAt.getTime() + tryForMs),
        expiresAt: new Date(dueAt.getTime() + keepDays * day),
      });
      if (added && dueAt <= at) delivery?.wake();
      return added ? 'queued' : 'already';
    },

    /** Everything queued for a person, the newest first. */
    ofEmployee: store.ofEmployee,
    forget: store.forget,

    /** Which of these keys are taken. */
    which: store.which,

    /** Those of one topic and with one of these statuses, the newest first; `most` at most. */
    latest: store.latest,

    /** Begins to send. What waits for a way that is no more is noted as not sent. */
    start: async (): Promise<void> => {
      for (const channel of channels)
        if (!deliveries.has(channel))
          await store.endWaiting(channel, {
            status: 'unsent',
            code: noWay[channel],
            endedAt: now(),
          });
      wakeAll();
      timer = setInterval(wakeAll, lookEveryMs).unref();
    },

    warnings: (): string[] => [...deliveries.values()].flatMap((one) => one.warnings()),

    stop: async (): Promise<void> => {
      clearInterval(timer);
      await Promise.all([...deliveries.values()].map(({ stop }) => stop(stopMs)));
    },
  };
};

export type Messages = ReturnType<typeof createMessages>;
