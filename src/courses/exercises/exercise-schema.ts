import { z } from 'zod';
import { firstHourSchema } from './first-hour-schema.ts';
import { inboxSchema } from './inbox-schema.ts';
import { promptsSchema } from './prompts-schema.ts';
import { spotItSchema } from './spot-it-schema.ts';

/** Told apart by `kind`; another kind of exercise is another member here. */
export const exerciseSchema = z.discriminatedUnion('kind', [
  firstHourSchema,
  inboxSchema,
  promptsSchema,
  spotItSchema,
]);

/** An exercise gives feedback and is never scored. Texts are plain: escape them. */
export type Exercise = z.infer<typeof exerciseSchema>;
