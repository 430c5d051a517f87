import { isObjectIdOrHexString, type Connection, type Types } from 'mongoose';
import { relinkModel, type RelinkRecord } from './relink-model.ts';

/** One that IT has to decide on. */
export interface Relink extends RelinkRecord {
  id: string;
}

const toRelink = ({ _id, ...rest }: RelinkRecord & { _id: Types.ObjectId }): Relink => ({
  ...rest,
  id: _id.toHexString(),
});

export const createRelinkStore = (connection: Connection) => {
  const relinks = relinkModel(connection);
  return {
    /** Puts the question to IT, once however often the person tries. True when it is new. */
    ask: async ({
      employeeId,
      toKey,
      ...rest
    }: Omit<RelinkRecord, 'askedAt'>): Promise<boolean> => {
      const isNew = { $setOnInsert: { ...rest, askedAt: new Date() } };
      const result = await relinks.updateOne({ employeeId, toKey }, isNew, { upsert: true });
      return result.upsertedCount > 0;
    },
    /** Longest wait first. */
    waiting: async (): Promise<Relink[]> => {
      const found = await relinks.find({}).sort({ askedAt: 1 }).limit(100).lean();
      return found.map(toRelink);
    },
    find: async (id: string): Promise<Relink | null> => {
      const found = isObjectIdOrHexString(id) ? await relinks.findById(id).lean() : null;
      return found && toRelink(found);
    },
    /** It has been decided. True for one caller only. */
    settle: async (id: string): Promise<boolean> =>
      (await relinks.deleteOne({ _id: id })).deletedCount > 0,
  };
};

export type RelinkStore = ReturnType<typeof createRelinkStore>;
