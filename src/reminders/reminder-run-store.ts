import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import type { Day } from '../platform/swedish-day.ts';
import { reminderRunModel, type ReminderRunRecord, type RunResult } from './reminder-run-model.ts';

/** A run without the people it was asked for: for lists. */
export type ShownRun = Omit<ReminderRunRecord, 'people'>;

type NewRun = Pick<ReminderRunRecord, '_id' | 'kind' | 'by' | 'people' | 'unit' | 'status' | 'day'>;

export const noResult: RunResult = { queued: 0, already: 0, done: 0, withoutAddress: 0 };

/** The runs; who has one to do holds it by a lease. */
export const createReminderRunStore = (connection: Connection) => {
  const runs = reminderRunModel(connection);
  return {
    /** False when it is there already. */
    add: async (run: NewRun, at: Date): Promise<boolean> => {
      try {
        const rest = { since: null, holder: null, endedAt: null, result: noResult } as const;
        await runs.create({ ...run, ...rest, state: 'waiting', askedAt: at, heldUntil: at });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** Takes one that waits, the eldest first; one whose holder has died is free again. */
    claim: (holder: string, now: Date, until: Date): Promise<ReminderRunRecord | null> =>
      runs
        .findOneAndUpdate(
          { state: 'waiting', heldUntil: { $lte: now } },
          { $set: { holder, heldUntil: until } },
          { sort: { heldUntil: 1 }, returnDocument: 'after' },
        )
        .lean(),

    /** Notes how far it has come and keeps it; false when it is somebody else's by now. */
    hold: async (
      id: string,
      holder: string,
      noted: Partial<Pick<ReminderRunRecord, 'since' | 'heldUntil' | 'result'>>,
    ): Promise<boolean> => {
      const { matchedCount } = await runs.updateOne({ _id: id, holder }, { $set: noted });
      return matchedCount === 1;
    },

    end: async (
      id: string,
      holder: string,
      ended: Pick<ReminderRunRecord, 'state' | 'endedAt'>,
    ): Promise<void> => {
      await runs.updateOne({ _id: id, holder }, { $set: { ...ended, holder: null } });
    },

    /** The last day whose reminders by the rules are all sent. */
    lastDay: async (): Promise<Day | null> => {
      const last = await runs
        .findOne({ kind: 'rules', state: 'done' }, { day: 1 })
        .sort({ day: -1 })
        .lean();
      return last?.day ?? null;
    },

    /** The newest first; of one person, or of all. */
    latest: (by: string | undefined, most: number): Promise<ShownRun[]> =>
      runs
        .find(by === undefined ? {} : { by }, { people: 0 })
        .sort({ askedAt: -1 })
        .limit(most)
        .lean<ShownRun[]>(),
  };
};

export type ReminderRunStore = ReturnType<typeof createReminderRunStore>;
