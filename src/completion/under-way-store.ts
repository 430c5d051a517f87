import { Types, type Connection } from 'mongoose';
import { editionOf } from '../courses/index.ts';
import { inBatches } from '../platform/in-batches.ts';
import { requirementOf } from './next-step.ts';
import { progressModel } from './progress-model.ts';
import type { Round } from './round.ts';
import type { StepPlan } from './steps.ts';

/** A step that is to be opened in the round of a module that is under way, whichever that is. */
export interface StepToOpen {
  own: Omit<Round, 'cycle'>;
  step: number;
  plan: StepPlan;
  now: Date;
}

interface Opened {
  /** The employee's standing has not been told that the course is begun. */
  unsettled: boolean;
}

const writeOf = ({ own, step, plan, now }: StepToOpen) => {
  const { reached, exercisesDone } = requirementOf(step, plan);
  return {
    filter: {
      employeeId: new Types.ObjectId(own.employeeId),
      module: own.module,
      edition: editionOf(own.contentVersion),
      closed: { $exists: false },
      reached: { $gte: reached },
      exercisesDone: { $gte: exercisesDone },
    },
    update: { $max: { reached: step }, $set: { step, seenAt: now } },
  };
};

/**
 * Opens a step and saves that the person is there: one write, and nothing read. Null when no round
 * is under way, or the step may not be opened yet.
 *
 * What is opened at the same moment goes in one command. It tells how many it saved, not which, so
 * that after one that may not be opened each is asked alone; and it knows no order, which it needs
 * not, since a round is begun only when none is under way.
 */
export const createOpenUnderWay = (connection: Connection) => {
  const progress = progressModel(connection);

  const openOne = async (one: StepToOpen): Promise<Opened | null> => {
    const { filter, update } = writeOf(one);
    const record = await progress
      .findOneAndUpdate(filter, update, { returnDocument: 'after', sort: { cycle: -1 } })
      .lean();
    return record && { unsettled: record.unsettled ?? false };
  };

  /** Is each of them saved, and nothing left to be done for any? */
  const openAll = async (steps: readonly StepToOpen[]): Promise<boolean> => {
    const writes = steps.map(writeOf).map(({ filter, update }) => ({
      updateOne: { filter: { ...filter, unsettled: { $exists: false } }, update },
    }));
    const { matchedCount } = await progress.collection.bulkWrite(writes, { ordered: false });
    return matchedCount === steps.length;
  };

  const openTogether = inBatches(async (steps: readonly StepToOpen[]) =>
    steps.length > 1 && (await openAll(steps))
      ? steps.map((): Opened => ({ unsettled: false }))
      : Promise.all(steps.map(openOne)),
  );

  /** Whoever opens the first step has as a rule no round under way. */
  return (one: StepToOpen): Promise<Opened | null> =>
    one.step === 1 ? openOne(one) : openTogether(one);
};
