import type { Connection } from 'mongoose';
import { editionOf } from '../courses/index.ts';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { requirementOf, type Reached } from './next-step.ts';
import { progressModel, type ProgressRecord } from './progress-model.ts';
import type { Round } from './round.ts';
import type { StepPlan } from './steps.ts';
import { createOpenUnderWay } from './under-way-store.ts';

export interface Progress extends Reached {
  employeeId: string;
  module: string;
  edition: string;
  cycle: number;
  seenAt: Date;
  /** The employee's standing has not been told that the course is begun. */
  unsettled: boolean;
}

const progressOf = (record: ProgressRecord): Progress => ({
  employeeId: String(record.employeeId),
  module: record.module,
  edition: record.edition,
  cycle: record.cycle,
  step: record.step,
  reached: record.reached,
  exercisesDone: record.exercisesDone,
  seenAt: record.seenAt,
  unsettled: record.unsettled ?? false,
});

const keyOf = ({ employeeId, module, contentVersion, cycle }: Round) => ({
  employeeId,
  module,
  edition: editionOf(contentVersion),
  cycle,
});

export const createProgressStore = (connection: Connection) => {
  const progress = progressModel(connection);

  const begin = (round: Round, now: Date) =>
    progress
      .findOneAndUpdate(
        keyOf(round),
        {
          $max: { reached: 1 },
          $set: { step: 1, seenAt: now },
          $setOnInsert: { startedAt: now, exercisesDone: 0, unsettled: true },
        },
        { upsert: true, returnDocument: 'after' },
      )
      .lean();

  const goTo = (round: Round, step: number, plan: StepPlan, now: Date) => {
    const { reached, exercisesDone } = requirementOf(step, plan);
    return progress
      .findOneAndUpdate(
        {
          ...keyOf(round),
          reached: { $gte: reached },
          exercisesDone: { $gte: exercisesDone },
        },
        { $max: { reached: step }, $set: { step, seenAt: now } },
        { returnDocument: 'after' },
      )
      .lean();
  };

  return {
    openUnderWay: createOpenUnderWay(connection),

    /**
     * Opens a step and saves that the person is there, in one write whose filter is the rule of
     * next-step.ts. Null when the step may not be opened yet; step 1 always may.
     */
    open: async (
      round: Round,
      step: number,
      plan: StepPlan,
      now: Date,
    ): Promise<Progress | null> => {
      if (step > 1) {
        const record = await goTo(round, step, plan, now);
        return record && progressOf(record);
      }
      try {
        return progressOf(await begin(round, now));
      } catch (error) {
        // Two tabs began at once: the other one's document is there now.
        if (isDuplicateKey(error)) return progressOf(await begin(round, now));
        throw error;
      }
    },

    ofEmployee: async (employeeId: string): Promise<Progress[]> =>
      (await progress.find({ employeeId }).lean()).map(progressOf),

    /** When which modules were begun by these people. */
    begunBy: async (employeeIds: readonly string[]) =>
      (
        await progress
          .find({ employeeId: { $in: employeeIds } }, { employeeId: 1, module: 1, startedAt: 1 })
          .lean()
      ).map(({ employeeId, module, startedAt }) => ({
        ...{ module, startedAt },
        employeeId: String(employeeId),
      })),

    /** Brings the person to the exercise as if they had opened the pages; what was reached is not lost. */
    skipPages: async (round: Round, plan: StepPlan, now: Date): Promise<void> => {
      const exercise = plan.pages + 1;
      await progress.updateOne(
        { ...keyOf(round), reached: { $lt: exercise } },
        { $set: { reached: exercise, step: exercise, seenAt: now } },
      );
    },

    /** The round is done: what is opened next belongs to another. */
    close: async (round: Round): Promise<void> => {
      await progress.updateOne(keyOf(round), { $set: { closed: true } });
    },

    /** Says that an exercise is done; once only, when it has been opened and those before are done. */
    finishExercise: async (round: Round, plan: StepPlan, number: number): Promise<void> => {
      await progress.updateOne(
        { ...keyOf(round), reached: { $gte: plan.pages + number }, exercisesDone: number - 1 },
        { $set: { exercisesDone: number } },
      );
    },

    unsettledEmployees: async (): Promise<string[]> =>
      (await progress.distinct('employeeId', { unsettled: true })).map(String),

    settle: async (employeeId: string): Promise<void> => {
      await progress.updateMany({ employeeId, unsettled: true }, { $unset: { unsettled: 1 } });
    },
  };
};

export type ProgressStore = ReturnType<typeof createProgressStore>;
