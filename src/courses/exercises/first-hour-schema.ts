import { z } from 'zod';
import { exerciseParts, id, text, when, withEarlierChoices, withOwnIds } from '../schema-parts.ts';

const option = z.strictObject({ id, text, good: z.boolean().default(false), feedback: text });

const step = z.strictObject({
  id,
  time: text,
  /** Whom it concerns; everybody when it is left out. */
  roles: z.array(id).min(1).optional(),
  when,
  situation: text,
  options: z
    .array(option)
    .min(3)
    .superRefine(withOwnIds)
    .refine((options) => options.some(({ good }) => good), 'must have a good option'),
});

const role = z.strictObject({ id, name: text });

type Step = z.infer<typeof step>;

/** Steps that a person in this role comes to whatever they choose. */
const surelyMet = (steps: Step[], roleId: string): number =>
  steps.filter((one) => !one.when && (one.roles?.includes(roleId) ?? true)).length;

/** Choices, by role if there are roles, that lead to what comes after. */
export const firstHourSchema = z
  .strictObject({
    kind: z.literal('first-hour'),
    ...exerciseParts,
    roles: z.array(role).min(2).superRefine(withOwnIds).optional(),
    steps: z
      .array(step)
      .min(1)
      .superRefine(withOwnIds)
      .superRefine(withEarlierChoices<Step>(({ options }) => options.map((one) => one.id))),
  })
  .superRefine(({ roles = [], steps }, ctx) => {
    steps.forEach((one, index) => {
      for (const [place, name] of (one.roles ?? []).entries())
        if (!roles.some((known) => known.id === name))
          ctx.addIssue({
            code: 'custom',
            path: ['steps', index, 'roles', place],
            message: `"${name}" is not one of the roles`,
          });
    });
    roles.forEach((one, index) => {
      if (surelyMet(steps, one.id) < 2)
        ctx.addIssue({
          code: 'custom',
          path: ['roles', index],
          message: `"${one.id}" must have two steps or more without "when"`,
        });
    });
  });
