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

/** One second place, with what it has been told. */
const placeOf = (
  name: 'file' | 'syslog',
  send: (line: string, at: Date) => Promise<void>,
  logger: Logger,
) => {
  let told = -1;
  let failing = false;
  return {
    tell: async (head: ChainHead, line: string, at: Date): Promise<void> => {
      if (head.number === told) return;
      try {
        await send(line, at);
        told = head.number;
        failing = false;
      } catch (error) {
        failing = true;
        logger.error(
          { err: error, place: name },
          'the audit head cannot be told to a second place',
        );
      }
    },
    warnings: (): string[] =>
      failing ? [`the audit log’s second place (${name}) cannot be reached`] : [],
  };
};

const placesOf = ({ file, syslog, logger }: Witness) => [
  ...(file === undefined
    ? []
    : [
        placeOf(
          'file',
          (line) => appendFile(file, `${line}\n`, { mode: 0o600, flush: true }),
          logger,
        ),
      ]),
  ...(syslog === undefined
    ? []
    : [placeOf('syslog', (line, at) => sendSyslog(syslog, line, at), logger)]),
];

/**
 * Tells each second place, at intervals, how far the log has come: whoever can change the log and its
 * key cannot change what has been told. One that fails stops neither the portal nor the other; it is
 * warned of, and told again the next time.
 */
export const createHeadWitness = (deps: Witness) => {
  const { readHead, key, everyMs, logger } = deps;
  const places = placesOf(deps);
  let timer: NodeJS.Timeout | undefined;

  const tell = async (): Promise<void> => {
    try {
      const head = await readHead();
      const now = new Date();
      const line = JSON.stringify(sealHead(key, head, now));
      await Promise.all(places.map((place) => place.tell(head, line, now)));
    } catch (error) {
      logger.error({ err: error }, 'the audit head cannot be read');
    }
  };

  const isOn = places.length > 0;
  return {
    /** Tells it at once and then at intervals; does nothing when there is no second place. */
    start: async (): Promise<void> => {
      if (!isOn) return;
      await tell();
      timer = setInterval(() => void tell(), everyMs).unref();
    },
    warnings: (): string[] => places.flatMap((place) => place.warnings()),
    /** Tells the last head before the process ends. */
    stop: async (): Promise<void> => {
      clearInterval(timer);
      if (isOn) await tell();
    },
  };
};
