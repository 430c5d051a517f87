import { Types, type Connection } from 'mongoose';
import { createAbsenceStore } from '../assignments/index.ts';
import { attemptModel } from './attempt-model.ts';
import { completionModel } from './completion-model.ts';
import { correctionModel } from './correction-model.ts';
import { preTestModel } from './pre-test-model.ts';
import { progressModel } from './progress-model.ts';

const daySeconds = 24 * 60 * 60;
const keyPattern = { answeredAt: 1 } as const;

/** How long people's course records and answers are kept. */
export const createRecordStore = (connection: Connection) => ({
  /** Removes everything about how these people took the course; may be done anew. */
  forget: async (employeeIds: readonly string[]): Promise<void> => {
    const theirs = { employeeId: { $in: employeeIds.map((id) => new Types.ObjectId(id)) } };
    await Promise.all([
      attemptModel(connection).deleteMany(theirs),
      preTestModel(connection).deleteMany(theirs),
      progressModel(connection).deleteMany(theirs),
      correctionModel(connection).deleteMany(theirs),
      createAbsenceStore(connection).forget(employeeIds),
    ]);
    await completionModel(connection).deleteMany(theirs);
  },

  /**
   * Answers are kept no longer than feedback needs them: they go so many days after they were
   * given. The index is made here, since its time is changed when the setting is.
   */
  keepAnswers: async (days: number): Promise<void> => {
    const { collection } = attemptModel(connection);
    const expireAfterSeconds = days * daySeconds;
    const index = { keyPattern, expireAfterSeconds };
    const changed = await connection.db
      ?.command({ collMod: collection.collectionName, index })
      .catch(() => null);
    if (!changed) await collection.createIndex(keyPattern, { expireAfterSeconds }, {});
  },
});
