import type { Connection } from 'mongoose';
import { sealOf, type AuditEntry } from '../../src/audit/index.ts';

export interface LoggedRecord extends AuditEntry {
  _id: number;
  at: Date;
  previous: string;
  seal: string;
}

export const readLog = (connection: Connection): Promise<LoggedRecord[]> =>
  connection.collection('audit').find<LoggedRecord>({}).sort({ _id: 1 }).toArray();

/** The numbers of the records that are not as they were written, or do not follow the one before. */
export const brokenIn = (log: LoggedRecord[], key: Buffer): number[] =>
  log
    .filter(({ seal, ...record }, index) => {
      const before = log[index - 1];
      const follows = before
        ? record._id === before._id + 1 && record.previous === before.seal
        : record._id === 1 && record.previous === '';
      return !follows || sealOf(key, record as Parameters<typeof sealOf>[1]) !== seal;
    })
    .map(({ _id }) => _id);
