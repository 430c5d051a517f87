import type { Keys } from './config-keys.ts';

/** How long each class of data is kept. */
export const retentionConfig = (env: Keys) => ({
  answerDays: env.RETENTION_ANSWER_DAYS,
  leaverDays: {
    contacts: env.RETENTION_CONTACT_DAYS,
    identity: env.RETENTION_IDENTITY_DAYS,
    records: env.RETENTION_RECORD_DAYS,
  },
  decision: env.RETENTION_DECISION,
});
