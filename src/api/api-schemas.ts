import { z } from 'zod';
import { standingStatuses } from '../standings/index.ts';

export const apiScopes = ['employees', 'units', 'completions'] as const;
export type ApiScope = (typeof apiScopes)[number];

const cursor = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/);
const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(500)
  .default(100)
  .describe('The most items in one answer.');

export const pageQuery = z.strictObject({
  limit,
  cursor: cursor.optional().describe('`next` of the page before; left out for the first.'),
});

export const sinceQuery = z.strictObject({
  limit,
  since: cursor.optional().describe('`next` of the last answer; left out for all from the start.'),
});

const id = z.string().describe('Opaque and unchanging.');
const status = z.enum(standingStatuses);
const employeeNumber = z
  .string()
  .nullable()
  .describe('Null for a protected identity, and when the person has none.');

const moduleState = z.strictObject({
  module: z.string(),
  status,
  done: z.boolean().describe('Done, and not yet to be done again by a day that has passed.'),
  cycle: z.int().describe('Which time it is to be done, or was done.'),
  completedOn: z.iso.date().nullable().describe('The day in Sweden when it was last done.'),
  dueOn: z.iso
    .date()
    .nullable()
    .describe('The last day to do it; null when nothing is to be done.'),
});

const employee = z
  .strictObject({
    id,
    employeeNumber,
    name: z
      .strictObject({ given: z.string(), family: z.string() })
      .nullable()
      .describe('Null for a protected identity.'),
    protected: z.boolean().describe('Has a protected identity: counted, but not named or placed.'),
    unitIds: z.array(z.string()).describe('Own units; none for a protected identity.'),
    status,
    modules: z.array(moduleState).describe('The modules that are mandatory today.'),
  })
  .meta({ id: 'Employee' });

const unit = z
  .strictObject({ id, name: z.string(), parentId: z.string().nullable() })
  .meta({ id: 'Unit' });

const completion = z
  .strictObject({
    id,
    kind: z
      .enum(['completed', 'corrected'])
      .describe('`corrected`: the completion turned out not to count.'),
    completionId: z.string().describe('The completion that it is about.'),
    employeeId: z.string(),
    employeeNumber,
    module: z.string(),
    contentVersion: z.string(),
    cycle: z.int(),
    completedAt: z.iso.datetime(),
    how: z.enum(['portal', 'paper']),
    recordedAt: z.iso.datetime(),
  })
  .meta({ id: 'Completion' });

const next = z.string().nullable().describe('The cursor of the next page; null on the last.');

export const employeePage = z.strictObject({ items: z.array(employee), next });
export const unitPage = z.strictObject({ items: z.array(unit), next });
export const completionPage = z.strictObject({
  items: z.array(completion),
  next: z.string().describe('Always there: keep it, and send it as `since` the next time.'),
  more: z.boolean().describe('There is more already now.'),
});

export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  reference: z.string().describe('Tell support this; the cause is in the log under it.'),
});

export type EmployeeAnswer = z.infer<typeof employee>;
export type EmployeePage = z.infer<typeof employeePage>;
export type UnitPage = z.infer<typeof unitPage>;
export type CompletionPage = z.infer<typeof completionPage>;
export type PageQuery = z.infer<typeof pageQuery>;
export type SinceQuery = z.infer<typeof sinceQuery>;
