import { z } from 'zod';
import { identityChecks, type IdentityCheck } from './identity-checks.ts';
import type { CodeWay } from './sign-in-code-model.ts';

const form = z.record(z.string(), z.unknown()).catch({});
const way = z.enum(['phone', 'paper']).nullable().catch(null);

/** What was ticked: how the person was identified, and how the code goes to them. */
export interface IssueForm {
  checks: IdentityCheck[];
  way: CodeWay | null;
}

export const readIssueForm = (body: unknown): IssueForm => {
  const fields = form.parse(body);
  const checks = identityChecks.filter((check) => fields[`hur-${check}`] === '1');
  return { checks, way: way.parse(fields.satt) };
};
