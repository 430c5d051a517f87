import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { reminderTextModel, type ReminderTextRecord } from './reminder-text-model.ts';
import type { TextKind } from './reminder-text.ts';

/** The texts that HR has written: all versions, none ever changed. */
export const createReminderTextStore = (connection: Connection) => {
  const texts = reminderTextModel(connection);
  return {
    /** False when somebody else has written that version meanwhile. */
    add: async (text: Omit<ReminderTextRecord, '_id'>): Promise<boolean> => {
      try {
        await texts.create({ ...text, _id: `${text.kind}:${text.version}` });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** All of one kind, the newest first. */
    versions: (kind: TextKind): Promise<ReminderTextRecord[]> =>
      texts.find({ kind }).sort({ version: -1 }).lean<ReminderTextRecord[]>(),

    latest: (kind: TextKind): Promise<ReminderTextRecord | null> =>
      texts.findOne({ kind }).sort({ version: -1 }).lean<ReminderTextRecord | null>(),
  };
};

export type ReminderTextStore = ReturnType<typeof createReminderTextStore>;
