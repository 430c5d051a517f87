import { z } from 'zod';

const mostDays = 365;

const hours = (text: string): [from: number, to: number] => {
  const [from = 0, to = 24] = text.split('-').map(Number);
  return [from, to];
};

/** Whole days from the last day to finish, with commas between. */
const days = (list: string): number[] => (list === 'none' ? [] : list.split(',').map(Number));

const daysFrom = (least: number) =>
  z
    .string()
    .refine((list) => days(list).every((n) => Number.isInteger(n) && n >= least && n <= mostDays), {
      message: `must be whole numbers from ${least} to ${mostDays} with commas between, or none`,
    });

/** Who is reminded of the course when. */
export const reminderKeys = {
  REMINDERS: z
    .enum(['off', 'on'])
    .default('on')
    .describe(
      '`on`: people are reminded of the course by mail, by the rules below, where a mail server is set up. `off`: only when HR or a manager asks for it.',
    ),
  REMINDER_EMPLOYEE_DAYS: daysFrom(-mostDays)
    .default('-7,-1,3,10')
    .transform(days)
    .describe(
      'When whoever has something left is reminded: days from the last day to finish, before it with a minus. `none`: never.',
    ),
  REMINDER_MANAGER_DAYS: daysFrom(0)
    .default('7')
    .transform(days)
    .describe('When their managers are told how many are late: days after the last day.'),
  REMINDER_HR_DAYS: daysFrom(0)
    .default('14')
    .transform(days)
    .describe('When HR is told how many are late: days after the last day.'),
  REMINDER_HOURS: z
    .string()
    .regex(/^([01]?\d|2[0-3])-([01]?\d|2[0-4])$/, 'must be whole hours as 7-18')
    .refine((text) => hours(text)[0] < hours(text)[1], { message: 'must begin before it ends' })
    .default('7-18')
    .transform(hours)
    .describe(
      'Hours between which reminders are mailed, in Sweden, on weekdays that are no holiday; as `7-18`.',
    ),
};
