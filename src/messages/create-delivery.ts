import { randomUUID } from 'node:crypto';
import type { Logger } from '../platform/logger.ts';
import { backoffMs } from './backoff.ts';
import type { Claimed, MessageStore } from './message-store.ts';
import type { Channel } from './message.ts';
import type { Sender, SendResult } from './sender.ts';

/** Longer than a try can take: who has a message and dies is not waited for longer. */
const leaseMs = 180_000;
/** After a fault of the server itself, nothing is tried for so long. */
const restMs = 30_000;
const atOnce = 3;

export interface DeliveryDeps {
  channel: Channel;
  sender: Sender;
  store: Pick<MessageStore, 'claim' | 'note'>;
  logger: Logger;
  now: () => Date;
}

/** What is to be noted of a try. */
const outcomeOf = (result: SendResult, { attempts, giveUpAt }: Claimed, now: Date) => {
  if (result.kind === 'sent') return { status: 'sent', code: null, endedAt: now } as const;
  const { code } = result;
  if (result.kind === 'refused') return { status: 'refused', code, endedAt: now } as const;
  const dueAt = new Date(now.getTime() + backoffMs(attempts));
  return dueAt > giveUpAt ? ({ status: 'unsent', code, endedAt: now } as const) : { code, dueAt };
};

/** Sends what waits in one channel, a few at once; several processes share the work by leases. */
export const createDelivery = ({ channel, sender, store, logger, now }: DeliveryDeps) => {
  let busy: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let restUntil = 0;
  let fault: string | undefined;

  const isOpen = () => !stopped && now().getTime() >= restUntil;

  const deliver = async (message: Claimed): Promise<void> => {
    const { to, quiet } = message;
    if (now() > message.giveUpAt) {
      const code = message.code ?? 'too-late';
      await store.note(message, { status: 'unsent', code, endedAt: now() });
      return;
    }
    if (quiet && quiet.from <= now() && now() < quiet.to) {
      await store.note(message, { dueAt: quiet.to });
      return;
    }
    const result: SendResult =
      to === null ? { kind: 'refused', code: 'no-address' } : await sender.send({ ...message, to });
    if (result.kind === 'down') restUntil = now().getTime() + restMs;
    fault = result.kind === 'down' ? result.code : undefined;
    if (fault !== undefined) logger.warn({ channel, code: fault }, 'messages cannot be sent now');
    await store.note(message, outcomeOf(result, message, now()));
  };

  const lane = async (): Promise<void> => {
    while (isOpen()) {
      const at = now();
      const until = new Date(at.getTime() + leaseMs);
      const message = await store.claim(channel, { holder: randomUUID(), now: at, until });
      if (!message) return;
      await deliver(message);
    }
  };

  const wake = (): void => {
    if (!isOpen()) return;
    again = busy !== undefined;
    busy ??= Promise.all(Array.from({ length: atOnce }, lane))
      .then(() => undefined)
      .catch((error: unknown) => logger.error({ err: error, channel }, 'the outbox cannot be read'))
      .finally(() => {
        busy = undefined;
        if (again) wake();
      });
  };

  return {
    /** Begins to send, unless it is being done or the server rests. */
    wake,
    warnings: (): string[] => (fault === undefined ? [] : [`${channel} cannot be sent: ${fault}`]),
    /** Begins nothing new; what is under way ends, within `patienceMs`. */
    stop: async (patienceMs: number): Promise<void> => {
      stopped = true;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((done) => (timer = setTimeout(done, patienceMs)));
      await Promise.race([busy, patience]);
      clearTimeout(timer);
      sender.close();
    },
  };
};
