import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { problemsOf } from '../support/config-problems.ts';

const demo = { PORTAL_MODE: 'demo', DATA_DIR: '/tmp/portal-config-reminders' };

it('reminders follow the rules that are given, else the usual ones', () => {
  expect(loadConfig(demo).reminders).toEqual({
    rules: { employeeDays: [-7, -1, 3, 10], managerDays: [7], hrDays: [14] },
    hours: { from: 7, to: 18 },
  });
  const own = {
    REMINDER_EMPLOYEE_DAYS: '-14, 0,1',
    REMINDER_MANAGER_DAYS: 'none',
    REMINDER_HR_DAYS: '30',
    REMINDER_HOURS: '8-16',
  };
  expect(loadConfig({ ...demo, ...own }).reminders).toEqual({
    rules: { employeeDays: [-14, 0, 1], managerDays: [], hrDays: [30] },
    hours: { from: 8, to: 16 },
  });
  expect(loadConfig({ ...demo, REMINDERS: 'off' }).reminders.rules).toBeNull();
});

it.each([
  ['REMINDER_EMPLOYEE_DAYS', '1;2'],
  ['REMINDER_EMPLOYEE_DAYS', '1.5'],
  ['REMINDER_EMPLOYEE_DAYS', '-400'],
  ['REMINDER_MANAGER_DAYS', '-1'],
  ['REMINDER_HR_DAYS', 'x'],
  ['REMINDER_HOURS', '18-7'],
  ['REMINDER_HOURS', '7-25'],
  ['REMINDER_HOURS', '07:00-18:00'],
])('%s=%s stops the start', (key, value) => {
  expect(problemsOf({ ...demo, [key]: value })).toContain(key);
});
