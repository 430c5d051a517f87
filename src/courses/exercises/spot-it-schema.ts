import { z } from 'zod';
import { exerciseParts, id, text, withOwnIds } from '../schema-parts.ts';

const fewestRisks = 3;
const fewestFine = 2;

/**
 * A mark is 14 % of the picture's width across, which on a phone is 44 CSS pixels: the size of a
 * finger (WCAG 2.2, success criterion 2.5.5).
 */
const markWidth = 14;
/** The height of a picture four to three, when its width is 100. */
const pictureHeight = 75;

const item = z.strictObject({
  id,
  label: text,
  /** The middle of the thing, in per cent of the picture's width and height. */
  x: z.number().min(7).max(93),
  y: z.number().min(10).max(90),
  risk: z.boolean().default(false),
  feedback: text,
});

type Item = z.infer<typeof item>;

const distance = (a: Item, b: Item): number =>
  Math.hypot(a.x - b.x, ((a.y - b.y) * pictureHeight) / 100);

/** A picture with things to find, and others that are fine as they are. */
export const spotItSchema = z.strictObject({
  kind: z.literal('spot-it'),
  ...exerciseParts,
  picture: z.string().regex(/^images\/[a-z0-9-]+\.svg$/, 'must be an SVG drawing in images/'),
  /** What the picture shows, for those who do not see it. */
  alt: text,
  items: z
    .array(item)
    .min(5)
    .max(12)
    .superRefine(withOwnIds)
    .superRefine((items, ctx) => {
      const risks = items.filter(({ risk }) => risk).length;
      if (risks < fewestRisks || items.length - risks < fewestFine)
        ctx.addIssue({
          code: 'custom',
          message: `must have ${fewestRisks} or more that are risks and ${fewestFine} that are not`,
        });
      items.forEach((one, index) => {
        const near = items.slice(0, index).find((other) => distance(one, other) < markWidth);
        if (near)
          ctx.addIssue({
            code: 'custom',
            path: [index, 'x'],
            message: `"${one.id}" is too near "${near.id}" for a finger`,
          });
      });
    }),
});
