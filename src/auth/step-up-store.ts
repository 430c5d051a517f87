import type { Connection } from 'mongoose';
import { stepUpModel, type StepUpMeans, type StepUpPurpose } from './step-up-model.ts';

/** Whoever has a code may not be able to get another at once: it is good for longer. */
const validMinutes = { bankid: 10, code: 30 };

const since = (minutes: number) => ({ $gt: new Date(Date.now() - minutes * 60_000) });

export const createStepUpStore = (connection: Connection) => {
  const stepUps = stepUpModel(connection);
  const unused = (employeeId: string, sessionKey: string, purpose: StepUpPurpose) => ({
    employeeId,
    sessionKey,
    purpose,
    usedAt: null,
    $or: [
      { createdAt: since(validMinutes.bankid) },
      { by: 'code' as const, createdAt: since(validMinutes.code) },
    ],
  });
  return {
    grant: async (
      employeeId: string,
      sessionKey: string,
      purpose: StepUpPurpose,
      by: StepUpMeans = 'bankid',
    ): Promise<void> => {
      await stepUps.create({ employeeId, sessionKey, purpose, by, createdAt: new Date() });
    },
    /** Is there an unused step-up of this session that is fresh enough? */
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
