import { z } from 'zod';
import { exerciseParts, id, text, when, withEarlierChoices, withOwnIds } from '../schema-parts.ts';

export const promptAnswers = ['approve', 'deny', 'report'] as const;

const prompt = z
  .strictObject({
    id,
    /** How it looks: BankID, or another app that asks for a second factor. */
    app: z.enum(['bankid', 'mfa']),
    time: text,
    when,
    situation: text,
    /** What the app says that it is about. */
    asks: text,
    /** The person started it. */
    genuine: z.boolean().default(false),
    good: z.array(z.enum(promptAnswers)).min(1),
    /** What follows. */
    feedback: z.strictObject({ approve: text, deny: text, report: text }),
  })
  .refine(({ genuine, good }) => genuine === good.includes('approve'), {
    path: ['good'],
    message: 'must have approve when the prompt is genuine, and only then',
  });

/** Prompts that come again and again, to be approved, denied or reported. */
export const promptsSchema = z.strictObject({
  kind: z.literal('prompts'),
  ...exerciseParts,
  prompts: z
    .array(prompt)
    .min(3)
    .superRefine(withOwnIds)
    .superRefine(withEarlierChoices<z.infer<typeof prompt>>(() => [...promptAnswers])),
});
