import { z } from 'zod';
import { auditActions, looks, type AuditAction } from './audit-actions.ts';
import type { AuditFilter } from './audit-reader-store.ts';

export const results = ['ok', 'refused', 'failed'] as const;

const isDay = (text: string): boolean => {
  try {
    return Temporal.PlainDate.from(text).year > 0;
  } catch {
    return false;
  }
};

const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .refine(isDay)
  .optional()
  .catch(undefined);

const query = z.object({
  person: z.string().trim().max(100).catch(''),
  handelse: z.enum(auditActions).optional().catch(undefined),
  utfall: z.enum(results).optional().catch(undefined),
  fran: day,
  till: day,
  fore: z.coerce.number().int().positive().optional().catch(undefined),
});

export type AuditQuery = z.infer<typeof query>;

/** What stands in the address; what is not understood is left out. */
export const readAuditQuery = (input: unknown): AuditQuery => query.parse(input);

/** Midnight in Sweden at the beginning of the day, or that many days later. */
const startOf = (text: string | undefined, later = 0): Date | undefined => {
  if (text === undefined) return undefined;
  const day = Temporal.PlainDate.from(text).add({ days: later });
  return new Date(day.toZonedDateTime('Europe/Stockholm').epochMilliseconds);
};

/** @param people the ids of those whom `person` names; undefined when nobody is named. */
export const filterOf = (
  { handelse, utfall, fran, till }: AuditQuery,
  people: readonly string[] | undefined,
  only: 'all' | 'looks',
): AuditFilter => {
  const within: readonly AuditAction[] = only === 'looks' ? looks : auditActions;
  const asked = handelse !== undefined && within.includes(handelse) ? [handelse] : undefined;
  return {
    actions: asked ?? (only === 'looks' ? looks : undefined),
    people,
    result: utfall,
    from: startOf(fran),
    until: startOf(till, 1),
  };
};

/** The same query as the end of an address, from before a record on. */
export const auditAddress = (asked: AuditQuery, before?: number): string => {
  const { person, handelse, utfall, fran, till } = asked;
  const fields = { person, handelse, utfall, fran, till, fore: before?.toString() };
  const given = Object.entries(fields).filter(
    (field): field is [string, string] => field[1] !== undefined && field[1] !== '',
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
};
