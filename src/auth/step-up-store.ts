import type { Connection } from 'mongoose';
import { stepUpModel, type StepUpPurpose } from './step-up-model.ts';

const validMs = 10 * 60_000;

export const createStepUpStore = (connection: Connection) => {
  const stepUps = stepUpModel(connection);
  const unused = (employeeId: string, sessionKey: string, purpose: StepUpPurpose) => ({
    employeeId,
    sessionKey,
    purpose,
    usedAt: null,
    createdAt: { $gt: new Date(Date.now() - validMs) },
  });
  return {
    grant: async (
      employeeId: string,
      sessionKey: string,
      purpose: StepUpPurpose,
    ): Promise<void> => {
      await stepUps.create({ employeeId, sessionKey, purpose, createdAt: new Date() });
    },
    /** Is there an unused step-up of this session, at most ten minutes old? */
    valid: async (
      employeeId: string,
      sessionKey: string,
      purpose: StepUpPurpose,
    ): Promise<boolean> => (await stepUps.exists(unused(employeeId, sessionKey, purpose))) !== null,
    /** Uses it up; true for one caller only. */
    consume: async (
      employeeId: string,
      sessionKey: string,
      purpose: StepUpPurpose,
    ): Promise<boolean> => {
      const found = unused(employeeId, sessionKey, purpose);
      return (await stepUps.findOneAndUpdate(found, { usedAt: new Date() }).lean()) !== null;
    },
  };
};

export type StepUps = ReturnType<typeof createStepUpStore>;
