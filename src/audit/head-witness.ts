import { appendFile } from 'node:fs/promises';
import type { Logger } from '../platform/logger.ts';
import type { ChainHead } from './audit-chain.ts';
import { sealHead } from './sealed-head.ts';
import { sendSyslog } from './syslog.ts';

interface Witness {
  readHead: () => Promise<ChainHead>;
  key: Buffer;
  /** A file that lies elsewhere than the data. */
  file: string | undefined;
  /** `udp://`, `tcp://` or `tls://` with host and port. */
  syslog: string | undefined;
  everyMs: number;
  logger: Logger;
}

/**
 * Tells a second place, at intervals, how far the log has come: whoever can change the log and its
 * key cannot change what has been told. A second place that fails stops nothing; it is warned of.
 */
export const createHeadWitness = (deps: Witness) => {
  const { readHead, key, file, syslog, everyMs, logger } = deps;
  let told = -1;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;

  const tell = async (): Promise<void> => {
    try {
      const head = await readHead();
      if (head.number === told) return;
      const now = new Date();
      const line = JSON.stringify(sealHead(key, head, now));
      if (file !== undefined) await appendFile(file, `${line}\n`, { mode: 0o600, flush: true });
      if (syslog !== undefined) await sendSyslog(syslog, line, now);
      told = head.number;
      failing = false;
    } catch (error) {
      failing = true;
      logger.error({ err: error }, 'the audit head cannot be told to its second place');
    }
  };

  const isOn = file !== undefined || syslog !== undefined;
  return {
    /** Tells it at once and then at intervals; does nothing when there is no second place. */
    start: async (): Promise<void> => {
      if (!isOn) return;
      await tell();
      timer = setInterval(() => void tell(), everyMs).unref();
    },
    warnings: (): string[] => (failing ? ['the audit log’s second place cannot be reached'] : []),
    /** Tells the last head before the process ends. */
    stop: async (): Promise<void> => {
      clearInterval(timer);
      if (isOn) await tell();
    },
  };
};
