import type { Keys } from './config-keys.ts';
import type { ReminderSettings } from './reminders/index.ts';

/** Who is reminded of the course when. */
export const remindersConfig = (env: Keys): ReminderSettings => {
  const [from, to] = env.REMINDER_HOURS;
  const rules = {
    employeeDays: env.REMINDER_EMPLOYEE_DAYS,
    managerDays: env.REMINDER_MANAGER_DAYS,
    hrDays: env.REMINDER_HR_DAYS,
  };
  return { rules: env.REMINDERS === 'on' ? rules : null, hours: { from, to } };
};
