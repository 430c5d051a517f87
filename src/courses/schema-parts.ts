import { z } from 'zod';

export const text = z.string().trim().min(1);
export const id = z
  .string()
  .regex(/^[a-z0-9-]+$/, 'may only have the letters a to z, figures and hyphens');
export const minutes = z.number().positive();

/** No two items of a list have the same id. */
export const withOwnIds = (items: { id: string }[], ctx: z.RefinementCtx): void => {
  items.forEach((item, index) => {
    if (items.findIndex((other) => other.id === item.id) < index)
      ctx.addIssue({ code: 'custom', path: [index, 'id'], message: `"${item.id}" is used twice` });
  });
};

/** What every exercise has, whatever its kind. */
export const exerciseParts = {
  title: text,
  intro: text,
  /** What to take along, shown at the end. */
  ending: text.optional(),
};

/** `step.option` of earlier choices: what holds it is met only by those who made one of them. */
export const when = z
  .array(z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, 'must be written as step.option'))
  .min(1)
  .optional();

/** Every `when` names choices that can have been made by then. */
export const withEarlierChoices =
  <T extends { id: string; when?: string[] | undefined }>(optionsOf: (item: T) => string[]) =>
  (items: T[], ctx: z.RefinementCtx): void => {
    const earlier = new Set<string>();
    items.forEach((item, index) => {
      for (const [place, choice] of (item.when ?? []).entries())
        if (!earlier.has(choice))
          ctx.addIssue({
            code: 'custom',
            path: [index, 'when', place],
            message: `"${choice}" is not an option of an earlier one`,
          });
      for (const option of optionsOf(item)) earlier.add(`${item.id}.${option}`);
    });
  };
