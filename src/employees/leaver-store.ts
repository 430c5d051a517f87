import { Types, type Connection, type QueryFilter } from 'mongoose';
import { employeeModel, staleStanding, type EmployeeRecord } from './employee-model.ts';

/** What is taken away from somebody who left, each after a time of its own. */
export const leaverClasses = ['contacts', 'identity', 'records'] as const;
export type LeaverClass = (typeof leaverClasses)[number];

/** What is left of each class while it has not been taken away. */
const kept: Record<LeaverClass, QueryFilter<EmployeeRecord>> = {
  contacts: { contact: { $exists: true } },
  identity: { 'purged.identity': { $exists: false } },
  records: { 'purged.records': { $exists: false } },
};

/** Names nobody any more; the person stays as one of so many in yesterday's figures. */
const nobody = (id: string) => ({
  $set: {
    givenName: '',
    familyName: '—',
    searchName: '',
    sortName: '',
    login: `purged-${id}`,
    employeeNumbers: [`purged-${id}`],
    email: null,
    mobile: null,
    protected: false,
  },
  $unset: { personKey: 1, contact: 1, noticeSeenAt: 1 },
});

const changeOf = (kind: LeaverClass, id: string) => {
  if (kind === 'identity') return nobody(id);
  return kind === 'contacts' ? { $unset: { contact: 1 } } : {};
};

/** Those who have left, and what is still known of them. */
export const createLeaverStore = (connection: Connection) => {
  const employees = employeeModel(connection);
  const due = (kind: LeaverClass, before: Date): QueryFilter<EmployeeRecord> => ({
    $and: [{ active: false, leftAt: { $lt: before } }, kept[kind]],
  });

  return {
    /** How many left before then and still have it. */
    count: (kind: LeaverClass, before: Date): Promise<number> =>
      employees.countDocuments(due(kind, before)),

    /** The ids of some of them. */
    some: async (kind: LeaverClass, before: Date, most: number): Promise<string[]> =>
      (await employees.find(due(kind, before), { _id: 1 }).limit(most).lean()).map(({ _id }) =>
        _id.toHexString(),
      ),

    /** Takes it away, one write a person; who returned meanwhile keeps it. */
    purge: async (kind: LeaverClass, ids: string[], protocol: string): Promise<void> => {
      const writes = ids.map((id) => {
        const { $set = {}, ...rest } = changeOf(kind, id) as { $set?: Record<string, unknown> };
        const filter = { _id: new Types.ObjectId(id), active: false, ...kept[kind] };
        return {
          updateOne: {
            filter,
            update: {
              ...rest,
              $set: { ...$set, [`purged.${kind}`]: protocol, ...staleStanding() },
            },
          },
        };
      });
      await employees.collection.bulkWrite(writes as never, { ordered: false });
    },

    /** From how many it was taken by this protocol. */
    countPurged: (kind: LeaverClass, protocol: string): Promise<number> =>
      employees.countDocuments({ [`purged.${kind}`]: protocol }),
  };
};

export type LeaverStore = ReturnType<typeof createLeaverStore>;
