import { z } from 'zod';
import { roles } from '../platform/roles.ts';
import { id, minutes, text, withOwnIds } from './schema-parts.ts';

const version = z.string().regex(/^\d+\.\d+$/, 'must be two numbers in quotes, such as "1.0"');

const day = z.iso.date('must be a day, such as 2026-12-12');

const change = z.strictObject({
  version,
  day,
  kind: z.enum(['new', 'material', 'correction']),
  what: text,
});

export const courseSchema = z.strictObject({
  slug: id,
  order: z.number().int().positive(),
  minutes,
  exerciseMinutes: minutes,
  checkMinutes: minutes,
  version,
  drawn: z.number().int().positive(),
  passShare: z.number().positive().max(1),
  for: z.array(z.enum(roles)).min(1).optional(),
  changes: z.array(change).min(1).optional(),
  retired: day.optional(),
});

export const moduleTextSchema = z.strictObject({ title: text, summary: text });

export const pageSchema = z.strictObject({ title: text, minutes, source: text });

const questionOption = z.strictObject({
  id,
  text,
  correct: z.boolean().default(false),
  feedback: text,
});

const question = z.strictObject({
  id,
  critical: z.boolean().default(false),
  text,
  options: z
    .array(questionOption)
    .min(3)
    .max(4)
    .superRefine(withOwnIds)
    .superRefine((options, ctx) => {
      const right = options.filter((option) => option.correct).length;
      if (right === 1) return;
      ctx.addIssue({ code: 'custom', message: `must have exactly one right option, not ${right}` });
    }),
});

export const checkSchema = z.strictObject({
  questions: z.array(question).superRefine(withOwnIds),
});
