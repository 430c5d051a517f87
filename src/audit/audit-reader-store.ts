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

type Conditions = QueryFilter<AuditRecord>;

/** Records that one of them did, and records of what was done to one of them. */
const byPerson = (people: readonly string[]): Conditions[] => [
  { actor: { $in: [...people] } },
  { target: { $in: [...people] } },
];

const resultAndTime = ({ result, from, until }: AuditFilter): Conditions[] => [
  ...(result ? [{ result }] : []),
  ...(from ? [{ at: { $gte: from } }] : []),
  ...(until ? [{ at: { $lt: until } }] : []),
];

const conditionsOf = (filter: AuditFilter): Conditions[] => [
  ...(filter.people ? [{ $or: byPerson(filter.people) }] : []),
  ...(filter.actions ? [{ action: { $in: [...filter.actions] } }] : []),
  ...resultAndTime(filter),
];

/** One question for each index that gives its records in the order of their numbers. */
const branchesOf = (filter: AuditFilter): Conditions[][] => {
  const actions = filter.actions?.map((action): Conditions => ({ action })) ?? [{}];
  const people = filter.people ? byPerson(filter.people) : [{}];
  const others = resultAndTime(filter);
  return actions.flatMap((action) => people.map((person) => [action, person, ...others]));
};

/** How far apart the clocks of processes may be; within it times need not follow the numbers. */
const slackMs = 3_600_000;

/** Reads the audit log; nothing here can change it. */
export const createAuditReader = (connection: Connection) => {
  const records = auditModel(connection);
  const byNumber = (conditions: Conditions, direction: 1 | -1): AsyncIterable<AuditRecord> =>
    records
      .find(conditions)
      .sort({ _id: direction })
      .lean<AuditRecord[]>()
      .cursor({ batchSize: 500 }) as AsyncIterable<AuditRecord>;

  const numberAt = async (at: { $lt: Date } | { $gte: Date }, direction: 1 | -1) =>
    (await records.findOne({ at }, { _id: 1 }).sort({ at: direction }).lean())?._id;

  /** The numbers between which the period lies, so that later records need not be walked through. */
  const numbersOf = async ({ from, until }: AuditFilter) => {
    const [first, last] = await Promise.all([
      from && numberAt({ $lt: new Date(from.getTime() - slackMs) }, -1),
      until && numberAt({ $gte: new Date(until.getTime() + slackMs) }, 1),
    ]);
    return { first: first ?? 0, last: last ?? Infinity };
  };

  return {
    /** The newest first, before the record with that number; `limit` at most. */
    page: async (filter: AuditFilter, before: number | undefined, limit: number) => {
      const { first, last } = await numbersOf(filter);
      const within: Conditions = { _id: { $gt: first, $lt: Math.min(before ?? Infinity, last) } };
      const newest = (conditions: Conditions[]) =>
        records
          .find({ $and: [within, ...conditions] })
          .sort({ _id: -1 })
          .limit(limit)
          .lean<AuditRecord[]>();
      const found = await Promise.all(branchesOf(filter).map(newest));
      const each = new Map(found.flat().map((record) => [record._id, record]));
      return [...each.values()].toSorted((a, b) => b._id - a._id).slice(0, limit);
    },
    /** All that fit, the newest first, read as they are written. */
    matching: (filter: AuditFilter) =>
      byNumber({ $and: [{ _id: { $gt: 0 } }, ...conditionsOf(filter)] }, -1),
    /** Those that follow the record with this number, in their order; `limit` at most. */
    after: (number: number, limit: number) =>
      records
        .find({ _id: { $gt: number } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<AuditRecord[]>(),
    /** The whole log from its first record on. */
    all: () => byNumber({}, 1),
  };
};

export type AuditReader = ReturnType<typeof createAuditReader>;
