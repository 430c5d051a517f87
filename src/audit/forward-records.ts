import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../platform/logger.ts';
import type { AuditRecord } from './audit-model.ts';
import type { AuditReader } from './audit-reader-store.ts';
import type { ForwardStore } from './forward-store.ts';
import { openSyslog, type Syslog, type SyslogLine } from './syslog.ts';

const severities = { ok: 'notice', refused: 'warning', failed: 'error' } as const;
const atOnce = 500;
const idleMs = 500;
const retryMs = 3_000;
/** Syslog answers nothing: what has left us counts as told when the connection still stands then. */
const settleMs = 5_000;

const lineOf = ({ _id: number, at, ...record }: AuditRecord): SyslogLine => ({
  id: 'audit',
  severity: severities[record.result],
  at,
  text: JSON.stringify({ number, at, ...record }),
});

/**
 * Tells a syslog server, for the SIEM, of every record of the log, in its order and at least once:
 * after a crash, or when the server goes away, the last seconds are told again, which their numbers
 * show. One process at a time does it.
 */
export const createRecordForwarder = (deps: {
  /** `tcp://` or `tls://` with host and port; without one nothing is told. */
  address: string | undefined;
  reader: Pick<AuditReader, 'after'>;
  forwards: ForwardStore;
  logger: Logger;
}) => {
  const { address, reader, forwards, logger } = deps;
  const holder = randomUUID();
  const stopping = new AbortController();
  let syslog: Syslog | null = null;
  let sent: { number: number; at: number }[] = [];
  let confirmed = 0;
  let failing = false;
  let running: Promise<void> | undefined;

  const confirm = async (to: string, until: number): Promise<void> => {
    const last = sent.findLast(({ at }) => at <= until);
    if (!last) return;
    sent = sent.filter(({ at }) => at > until);
    confirmed = last.number;
    await forwards.confirm(to, holder, confirmed);
  };

  /** One round; true when there may be more to tell at once. */
  const tell = async (to: string): Promise<boolean> => {
    const told = await forwards.hold(to, holder, new Date());
    if (told === null) return false;
    if (!syslog?.isOpen()) {
      await syslog?.close();
      [sent, confirmed] = [[], told];
      syslog = await openSyslog(to);
    }
    const records = await reader.after(sent.at(-1)?.number ?? confirmed, atOnce);
    const last = records.at(-1);
    if (last) {
      await syslog.write(records.map(lineOf));
      sent.push({ number: last._id, at: performance.now() });
    }
    await confirm(to, performance.now() - settleMs);
    failing = false;
    return records.length === atOnce;
  };

  const rest = (ms: number) =>
    pause(ms, undefined, { ref: false, signal: stopping.signal }).catch(() => undefined);

  const loop = async (to: string): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        if (!(await tell(to))) await rest(idleMs);
      } catch (error) {
        if (!failing) logger.error({ err: error }, 'the log cannot be told to syslog');
        failing = true;
        await rest(retryMs);
      }
    }
  };

  return {
    start: (): void => {
      if (address) running = loop(address);
    },
    warnings: (): string[] => (failing ? ['the audit log cannot be told to syslog'] : []),
    /** Tells what is left, and lets another process go on. */
    stop: async (): Promise<void> => {
      stopping.abort();
      await running;
      if (!address || !syslog?.isOpen()) return;
      await tell(address).catch(() => undefined);
      await syslog.close();
      await confirm(address, performance.now());
      await forwards.release(address, holder);
    },
  };
};
