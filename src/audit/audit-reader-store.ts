import type { Connection, QueryFilter } from 'mongoose';
import type { AuditAction } from './audit-actions.ts';
import { auditModel, type AuditRecord } from './audit-model.ts';

/** Which records are wanted; what is undefined does not narrow. */
export interface AuditFilter {
  /** Any of these. */
  actions: readonly AuditAction[] | undefined;
  /** Ids of employees who did it, or on whom it was done. */
  people: readonly string[] | undefined;
  result: AuditRecord['result'] | undefined;
  from: Date | undefined;
  /** Up to and not including. */
  until: Date | undefined;
}

const conditionsOf = ({ actions, people, result, from, until }: AuditFilter) => {
  const at = { ...(from ? { $gte: from } : {}), ...(until ? { $lt: until } : {}) };
  const conditions: QueryFilter<AuditRecord>[] = [
    ...(actions ? [{ action: { $in: [...actions] } }] : []),
    ...(people
      ? [{ $or: [{ actor: { $in: [...people] } }, { target: { $in: [...people] } }] }]
      : []),
    ...(result ? [{ result }] : []),
    ...(from || until ? [{ at }] : []),
  ];
  return conditions;
};

/** Reads the audit log; nothing here can change it. */
export const createAuditReader = (connection: Connection) => {
  const records = auditModel(connection);
  const find = (conditions: QueryFilter<AuditRecord>[]) =>
    records.find(conditions.length > 0 ? { $and: conditions } : {});
  return {
    /** The newest first, before the record with that number; `limit` at most. */
    page: (filter: AuditFilter, before: number | undefined, limit: number) =>
      find([...conditionsOf(filter), ...(before ? [{ _id: { $lt: before } }] : [])])
        .sort({ _id: -1 })
        .limit(limit)
        .lean<AuditRecord[]>(),
    /** All that fit, the newest first, read as they are written. */
    matching: (filter: AuditFilter): AsyncIterable<AuditRecord> =>
      find(conditionsOf(filter))
        .sort({ _id: -1 })
        .lean<AuditRecord[]>()
        .cursor({ batchSize: 500 }) as AsyncIterable<AuditRecord>,
    /** The whole log from its first record on. */
    all: (): AsyncIterable<AuditRecord> =>
      records
        .find({})
        .sort({ _id: 1 })
        .lean<AuditRecord[]>()
        .cursor({ batchSize: 500 }) as AsyncIterable<AuditRecord>,
  };
};

export type AuditReader = ReturnType<typeof createAuditReader>;
