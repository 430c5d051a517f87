import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { requestAddress } from '../platform/request-context.ts';
import { chain, type AuditEntry, type ChainHead } from './audit-chain.ts';
import { auditModel } from './audit-model.ts';

/** Where a feature writes what happened. */
export interface Audit {
  /** Resolves with the record's number when it is on disk. */
  record: (entry: AuditEntry) => Promise<number>;
}

/** The log itself. */
export interface AuditLog extends Audit {
  /** The last record's number and seal. */
  readHead: () => Promise<ChainHead>;
}

interface Waiting {
  entry: AuditEntry;
  at: Date;
  done: (number: number) => void;
  failed: (error: unknown) => void;
}

/**
 * The append-only log. Records that arrive together are chained and written in one insert; when
 * another process took the next number first, the head is read again and the rest follows it.
 */
export const createAuditLog = (connection: Connection, key: Buffer): AuditLog => {
  const records = auditModel(connection);
  let waiting: Waiting[] = [];
  let head: ChainHead | null = null;
  let writing = false;

  const readHead = async (): Promise<ChainHead> => {
    const last = await records.findOne({}, { seal: 1 }).sort({ _id: -1 }).lean();
    return last ? { number: last._id, seal: last.seal } : { number: 0, seal: '' };
  };

  /** @returns their numbers. */
  const append = async (batch: Waiting[]): Promise<number[]> => {
    const numbers: number[] = [];
    let left = batch;
    while (left.length > 0) {
      const from: ChainHead = head ?? (await readHead());
      const next = chain(key, from, left);
      try {
        await records.insertMany(next, { ordered: true, lean: true });
        const last = next.at(-1);
        if (last) head = { number: last._id, seal: last.seal };
        return [...numbers, ...next.map(({ _id }) => _id)];
      } catch (error) {
        head = null;
        if (!isDuplicateKey(error)) throw error;
        const written = await writtenOf(next);
        numbers.push(...next.slice(0, written).map(({ _id }) => _id));
        left = left.slice(written);
      }
    }
    return numbers;
  };

  /** How many of these stand in the log already: an ordered insert stops at the first number taken. */
  const writtenOf = (next: { seal: string }[]): Promise<number> =>
    records.countDocuments({ seal: { $in: next.map((record) => record.seal) } });

  const drain = async (): Promise<void> => {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await append(batch).then(
        (numbers) => numbers.forEach((number, n) => batch[n]?.done(number)),
        (error: unknown) => batch.forEach(({ failed }) => failed(error)),
      );
    }
    writing = false;
  };

  return {
    readHead,
    record: (given) =>
      new Promise((done, failed) => {
        const entry = { ...given, address: given.address ?? requestAddress() };
        waiting.push({ entry, at: new Date(), done, failed });
        void drain();
      }),
  };
};
