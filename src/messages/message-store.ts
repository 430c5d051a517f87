import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { messageModel, type MessageRecord } from './message-model.ts';
import type { Channel, Message, MessageStatus } from './message.ts';

const toMessage = ({ _id, ...record }: MessageRecord): Message => ({
  key: _id,
  employeeId: record.employeeId,
  channel: record.channel,
  to: record.to,
  subject: record.subject,
  text: record.text,
  status: record.status,
  code: record.code,
  attempts: record.attempts,
  queuedAt: record.queuedAt,
  dueAt: record.dueAt,
  endedAt: record.endedAt,
});

/** A message that this process has for itself until the lease ends. */
export interface Claimed extends Message {
  holder: string;
  giveUpAt: Date;
  quiet: { from: Date; to: Date } | undefined;
}

type Outcome = Partial<Pick<MessageRecord, 'status' | 'code' | 'dueAt' | 'endedAt'>>;

/** The outbox: every change is one write of one message. */
export const createMessageStore = (connection: Connection) => {
  const messages = messageModel(connection);
  return {
    /** Removes everything to these people; may be done anew. */
    forget: async (employeeIds: readonly string[]): Promise<void> => {
      await messages.deleteMany({ employeeId: { $in: [...employeeIds] } });
    },

    /** False when its key is there already. */
    add: async (record: MessageRecord): Promise<boolean> => {
      try {
        await messages.create(record);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** Takes the message that has waited longest; one whose lease has run out is free again. */
    claim: async (
      channel: Channel,
      { holder, now, until }: { holder: string; now: Date; until: Date },
    ): Promise<Claimed | null> => {
      const record = await messages
        .findOneAndUpdate(
          { status: 'waiting', channel, dueAt: { $lte: now } },
          { $set: { holder, dueAt: until }, $inc: { attempts: 1 } },
          { sort: { dueAt: 1 }, returnDocument: 'after' },
        )
        .lean();
      return (
        record && {
          ...toMessage(record),
          holder,
          giveUpAt: record.giveUpAt,
          quiet: record.quiet,
        }
      );
    },

    /** What came of it, unless somebody else has taken it since. */
    note: async ({ key, holder }: Claimed, outcome: Outcome): Promise<void> => {
      await messages.updateOne({ _id: key, holder }, { $set: { ...outcome, holder: null } });
    },

    /** Nothing of this channel waits any longer. */
    endWaiting: async (channel: Channel, outcome: Outcome): Promise<void> => {
      await messages.updateMany({ status: 'waiting', channel }, { $set: outcome });
    },

    /** Which of these keys are taken. */
    which: async (keys: readonly string[]): Promise<Set<string>> => {
      const found = await messages.find({ _id: { $in: [...keys] } }, { _id: 1 }).lean();
      return new Set(found.map(({ _id }) => _id));
    },

    /** Of one topic and with one of these statuses, the newest first. */
    latest: async (
      topic: string,
      statuses: readonly MessageStatus[],
      most: number,
    ): Promise<Message[]> => {
      const found = await messages
        .find({ topic, status: { $in: [...statuses] } })
        .sort({ queuedAt: -1 })
        .limit(most)
        .lean();
      return found.map(toMessage);
    },

    /** The newest first. */
    ofEmployee: async (employeeId: string): Promise<Message[]> => {
      const found = await messages.find({ employeeId }).sort({ queuedAt: -1 }).lean();
      return found.map(toMessage);
    },
  };
};

export type MessageStore = ReturnType<typeof createMessageStore>;
