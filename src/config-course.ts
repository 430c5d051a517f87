import type { Keys } from './config-keys.ts';

/** What the organisation has decided about its course. */
export const courseConfig = (env: Keys) => ({
  dueOn: env.COURSE_DUE,
  newStarterDays: env.COURSE_NEW_STARTER_DAYS,
  certificateDays: env.COURSE_CERTIFICATE_DAYS,
  inOrder: env.COURSE_ORDER === 'required',
  preTest: env.COURSE_PRETEST === 'on',
});
