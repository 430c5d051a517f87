import { z } from 'zod';

const text = z.string().trim().min(1);
const id = z
  .string()
  .regex(/^[a-z0-9-]+$/, 'may only have the letters a to z, figures and hyphens');
const minutes = z.number().positive();

const withOwnIds = (items: { id: string }[], ctx: z.RefinementCtx): void => {
  items.forEach((item, index) => {
    if (items.findIndex((other) => other.id === item.id) < index)
      ctx.addIssue({ code: 'custom', path: [index, 'id'], message: `"${item.id}" is used twice` });
  });
};

export const courseSchema = z.strictObject({
  slug: id,
  order: z.number().int().positive(),
  minutes,
  exerciseMinutes: minutes,
  checkMinutes: minutes,
  version: z.string().regex(/^\d+\.\d+$/, 'must be two numbers in quotes, such as "1.0"'),
  drawn: z.number().int().positive(),
  passShare: z.number().positive().max(1),
});

export const moduleTextSchema = z.strictObject({ title: text, summary: text });

export const pageSchema = z.strictObject({ title: text, minutes, source: text });

const exerciseOption = z.strictObject({
  id,
  text,
  good: z.boolean().default(false),
  feedback: text,
});

const exerciseStep = z.strictObject({
  id,
  time: text,
  situation: text,
  options: z
    .array(exerciseOption)
    .min(3)
    .superRefine(withOwnIds)
    .refine((options) => options.some((option) => option.good), 'must have a good option'),
});

/** Told apart by `kind`; another kind of exercise is another member here. */
export const exerciseSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('choices'),
    title: text,
    intro: text,
    steps: z.array(exerciseStep).min(1).superRefine(withOwnIds),
  }),
]);

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
