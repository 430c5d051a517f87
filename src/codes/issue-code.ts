import { randomUUID } from 'node:crypto';
import type { Viewer } from '../platform/http/viewer.ts';
import { hashPassword } from '../platform/password-hash.ts';
import { newWrittenCode, readWrittenCode } from '../platform/written-code.ts';
import { codeEnds, waitEnds } from './code-times.ts';
import type { CodesParts, Employee } from './codes-parts.ts';
import { forgetFailures } from './count-failures.ts';
import type { IdentityCheck } from './identity-checks.ts';
import type { CodeWay, SignInCode } from './sign-in-code-model.ts';
import { tellPerson } from './tell-person.ts';

/** 80 bits. */
const groups = 4;

/** The secret part of what was typed, or null when it cannot be such a code. */
export const readSignInCode = (typed: string): string | null => readWrittenCode(typed, groups);

type Parts = Pick<
  CodesParts,
  'codes' | 'audit' | 'settings' | 'failures' | 'keyOf' | 'messages' | 'notice'
>;

/** What is to be stored of a code, and the code itself, which is shown once. */
export const makeCode = async () => {
  const code = newWrittenCode(groups);
  const hash = await hashPassword(code.replaceAll('-', ''));
  return { code, stored: { issue: randomUUID(), hash, issuedAt: new Date() } };
};

/**
 * Gives the person a new code, and tells them so first; an older one is worth nothing from then on, and
 * failures with it are forgotten.
 *
 * @param checks how the giver has made sure who it is; at least one.
 */
export const issueCode = async (
  parts: Parts,
  viewer: Viewer,
  person: Employee,
  { way, checks }: { way: CodeWay; checks: IdentityCheck[] },
): Promise<{ code: string; given: Pick<SignInCode, 'approvedAt' | 'expiresAt' | 'way'> }> => {
  const { codes, audit, settings } = parts;
  const { code, stored } = await makeCode();
  const given = settings.approval
    ? { way, approvedAt: null, expiresAt: waitEnds(stored.issuedAt) }
    : { way, approvedAt: stored.issuedAt, expiresAt: codeEnds(way, stored.issuedAt) };
  await tellPerson(parts, person, { about: 'code', issue: stored.issue, at: stored.issuedAt });
  await codes.replace({ _id: person.id, ...stored, ...given, issuedBy: viewer.id });
  await forgetFailures(parts, person);
  await audit.record({
    action: 'code.issued',
    actor: viewer.id,
    target: person.id,
    result: 'ok',
    details: { way, checks: checks.join(' ') },
  });
  return { code, given };
};
