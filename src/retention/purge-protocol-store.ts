import { Types, type Connection } from 'mongoose';
import {
  purgeProtocolModel,
  type PurgedClass,
  type PurgeProtocolRecord,
} from './purge-protocol-model.ts';

export type PurgeProtocol = Omit<PurgeProtocolRecord, '_id'> & { id: string };

const toProtocol = ({ _id, classes, ...record }: PurgeProtocolRecord): PurgeProtocol => ({
  ...record,
  id: _id.toHexString(),
  classes: classes.map(({ kind, days, before, people }) => ({ kind, days, before, people })),
});

/** The protocols; one that has ended is never changed. */
export const createPurgeProtocolStore = (connection: Connection) => {
  const protocols = purgeProtocolModel(connection);
  return {
    begin: async (protocol: Omit<PurgeProtocolRecord, '_id' | 'endedAt'>): Promise<PurgeProtocol> =>
      toProtocol((await protocols.create({ ...protocol, endedAt: null })).toObject()),

    end: async (id: string, classes: PurgedClass[], endedAt: Date): Promise<void> => {
      await protocols.updateOne(
        { _id: new Types.ObjectId(id), endedAt: null },
        { classes, endedAt },
      );
    },

    find: async (id: string): Promise<PurgeProtocol | null> => {
      if (!/^[0-9a-f]{24}$/.test(id)) return null;
      const record = await protocols.findById(id).lean<PurgeProtocolRecord>();
      return record && toProtocol(record);
    },

    unfinished: async (): Promise<PurgeProtocol[]> =>
      (await protocols.find({ endedAt: null }).lean<PurgeProtocolRecord[]>()).map(toProtocol),

    /** The newest first. */
    all: async (): Promise<PurgeProtocol[]> =>
      (await protocols.find().sort({ at: -1 }).lean<PurgeProtocolRecord[]>()).map(toProtocol),
  };
};

export type PurgeProtocolStore = ReturnType<typeof createPurgeProtocolStore>;
