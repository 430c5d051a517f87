import { z } from 'zod';
import { identityChecks, type IdentityCheck } from './identity-checks.ts';
import type { CodeWay } from './sign-in-code-model.ts';

/** What is handed out: a code by the phone or on paper, or a sheet of codes for later. */
export type Handout = CodeWay | 'sheet';

const form = z.record(z.string(), z.unknown()).catch({});
const way = z.enum(['phone', 'paper', 'sheet']).nullable().catch(null);

/** What was ticked: how the person was identified, and what they get. */
export interface IssueForm {
  checks: IdentityCheck[];
  way: Handout | null;
}

/** @param open what the organisation hands out; the rest is as if nothing had been chosen. */
export const readIssueForm = (body: unknown, open: readonly Handout[]): IssueForm => {
  const fields = form.parse(body);
  const checks = identityChecks.filter((check) => fields[`hur-${check}`] === '1');
  const chosen = way.parse(fields.satt);
  return { checks, way: chosen && open.includes(chosen) ? chosen : null };
};

export const handouts = (settings: { helpdesk: boolean; sheets: boolean }): Handout[] => [
  ...(settings.helpdesk ? (['phone', 'paper'] as const) : []),
  ...(settings.sheets ? (['sheet'] as const) : []),
];
