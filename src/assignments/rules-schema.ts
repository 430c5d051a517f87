import { z } from 'zod';
import { employmentTypes } from '../employees/index.ts';
import { roles } from '../platform/roles.ts';

const day = z.iso.date('must be a day, such as 2026-12-12');
const days = z.number().int().min(0).max(3650);
const text = z.string().trim().min(1);
const texts = z.array(text).min(1);

/** A day of every year; the last of February is left out, since it is not in every year. */
const yearDay = z
  .string()
  .refine(
    (written) => /^\d\d-\d\d$/.test(written) && !Number.isNaN(Date.parse(`2026-${written}`)),
    {
      message: 'must be a day of every year as month-day, such as 01-31',
    },
  )
  .refine((written) => new Date(`2026-${written}T00:00:00Z`).toJSON().slice(5, 10) === written, {
    message: 'is not a day of every year',
  });

const renew = z
  .strictObject({
    afterDays: z.number().int().min(1).max(3650).optional(),
    opensDays: days.optional(),
    everyYear: yearDay.optional(),
    due: yearDay.optional(),
    creditDays: days.max(364).optional(),
    minimumDays: days.optional(),
  })
  .superRefine((given, ctx) => {
    const say = (path: string, message: string) => {
      ctx.addIssue({ code: 'custom', path: [path], message });
    };
    const isRolling = given.afterDays !== undefined;
    if (isRolling === (given.everyYear !== undefined))
      say('afterDays', 'or "everyYear" must be there, and not both');
    else if (isRolling)
      for (const key of ['due', 'creditDays', 'minimumDays'] as const) {
        if (given[key] !== undefined) say(key, 'goes with "everyYear", not with "afterDays"');
      }
    else if (given.due === undefined) say('due', 'is missing: the last day, such as 01-31');
    if (!isRolling && given.opensDays !== undefined)
      say('opensDays', 'goes with "afterDays", not with "everyYear"');
    if (isRolling && (given.opensDays ?? 0) >= (given.afterDays ?? 0))
      say('opensDays', 'must be fewer than "afterDays"');
  });

/** A rule as it is written. */
const ruleSchema = z
  .strictObject({
    name: text,
    modules: z.union([z.literal('all'), texts]).default('all'),
    mandatory: z.boolean().default(true),
    roles: z.array(z.enum(roles)).min(1).optional(),
    units: texts.optional(),
    employment: z.array(z.enum(employmentTypes)).min(1).optional(),
    from: day.optional(),
    until: day.optional(),
    due: day.optional(),
    newStarterDays: days.optional(),
    changeDays: days.default(30),
    renew: renew.optional(),
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from <= until, {
    path: ['until'],
    message: 'must not be before "from"',
  });

export const rulesFileSchema = z.strictObject({ rules: z.array(ruleSchema).min(1) });

export type WrittenRule = z.output<typeof ruleSchema>;
