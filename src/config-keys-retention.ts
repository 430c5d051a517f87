import { z } from 'zod';

const days = (most: number) => z.coerce.number().int().min(1).max(most);

/** How long each class of data is kept. */
export const retentionKeys = {
  RETENTION_ANSWER_DAYS: days(3650)
    .default(30)
    .describe('Days that answers to a check are kept; the completion itself stays.'),
  RETENTION_CONTACT_DAYS: days(3650)
    .default(30)
    .describe('Days after somebody left that their private contact details are kept.'),
  RETENTION_IDENTITY_DAYS: days(36500)
    .default(730)
    .describe(
      'Days after somebody left that it is kept who they were; certificates, messages and code sheets too.',
    ),
  RETENTION_RECORD_DAYS: days(36500)
    .default(3650)
    .describe('Days after somebody left that their course records are kept, without a name.'),
  RETENTION_DECISION: z
    .string()
    .max(200)
    .default('')
    .describe(
      'The decision that purges rest on, as the archive names it; stands in each protocol.',
    ),
};
