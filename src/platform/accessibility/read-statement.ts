import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const text = z.strictObject({ sv: z.string().trim().min(1), en: z.string().trim().min(1) });
const day = z.iso.date();

/** Why something is not accessible, as the act tells the cases apart (2018:1937). */
const reasons = ['fault', 'burden', 'outside'] as const;

const fault = z.strictObject({
  title: text,
  text,
  reason: z.enum(reasons),
  /** What it breaks of WCAG, e.g. `1.4.10`. */
  criteria: z.array(z.string().regex(/^[1-4]\.\d\.\d{1,2}$/, 'must be as 1.4.10')).default([]),
  known: day,
  mendBy: day.optional(),
});

const statement = z
  .strictObject({
    conformance: z.enum(['full', 'partial', 'none']),
    /** When the statement was first published, and when the portal was last assessed. */
    published: day,
    assessed: day,
    method: text,
    faults: z.array(fault),
  })
  .refine(({ assessed, published }) => published <= assessed, {
    path: ['assessed'],
    message: 'comes before `published`',
  })
  .refine(
    ({ conformance, faults }) =>
      (conformance === 'full') === faults.every(({ reason }) => reason === 'outside'),
    {
      path: ['conformance'],
      message: '`full` is when no fault is of the portal’s own, and then only',
    },
  );

/** What the accessibility statement says of the portal itself (Commission Decision (EU) 2018/1523). */
export type Statement = z.infer<typeof statement>;

/** @throws Error that tells what is wrong in the file. */
export const readStatement = (file: string): Statement => {
  const result = statement.safeParse(parse(readFileSync(file, 'utf8')));
  if (result.success) return result.data;
  throw new Error(
    result.error.issues
      .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
      .join('; '),
  );
};
