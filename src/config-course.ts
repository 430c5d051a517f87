import { resolve } from 'node:path';
import type { Keys } from './config-keys.ts';

/** What the organisation has decided about its course. */
export const courseConfig = (env: Keys) => ({
  dueOn: env.COURSE_DUE,
  rulesFile: env.ASSIGNMENT_RULES_FILE && resolve(env.ASSIGNMENT_RULES_FILE),
  newStarterDays: env.COURSE_NEW_STARTER_DAYS,
  certificateDays: env.COURSE_CERTIFICATE_DAYS,
  inOrder: env.COURSE_ORDER === 'required',
  preTest: env.COURSE_PRETEST === 'on',
});
