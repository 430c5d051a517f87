import { createHash, randomBytes } from 'node:crypto';
import { codeEnds, vouchedWait } from './code-times.ts';
import type { CodesParts, Employee } from './codes-parts.ts';
import { forgetFailures } from './count-failures.ts';
import { makeCode } from './issue-code.ts';
import { vouchRefusal, type VouchRefusal } from './may-vouch.ts';
import { tellPerson } from './tell-person.ts';
import { vouchEnds } from './vouch-store.ts';

export type VouchOutcome =
  | { kind: 'refused'; code: VouchRefusal | 'LATE' }
  /** The other colleague has until then. */
  | { kind: 'first'; until: Date }
  | { kind: 'second'; code: string; worksFrom: Date; until: Date };

/** What the store keeps of the word in the link that stops a code. */
const stopHashOf = (word: string): string => createHash('sha256').update(word).digest('base64url');

/**
 * The code that two have vouched for. The person is told first: were the work cut off in between, they
 * would know of a code that never came, and not the other way round.
 */
const giveCode = async (
  parts: CodesParts,
  voucher: Employee,
  person: Employee,
): Promise<VouchOutcome> => {
  const { code, stored } = await makeCode();
  const worksFrom = vouchedWait(stored.issuedAt);
  const until = codeEnds('vouched', worksFrom);
  const word = randomBytes(16).toString('base64url');
  const { issue } = stored;
  await tellPerson(parts, person, { about: 'vouched', issue, at: worksFrom, word });
  const isGiven = await parts.codes.replaceUnlessStopped({
    _id: person.id,
    ...stored,
    issuedBy: voucher.id,
    way: 'vouched',
    approvedAt: stored.issuedAt,
    worksFrom,
    expiresAt: until,
    stopHash: stopHashOf(word),
  });
  await parts.vouches.end(person.id);
  if (!isGiven) return { kind: 'refused', code: 'STOPPED' };
  await forgetFailures(parts, person);
  const about = { actor: voucher.id, target: person.id, result: 'ok' } as const;
  await parts.audit.record({ ...about, action: 'code.issued', details: { way: 'vouched' } });
  return { kind: 'second', code, worksFrom, until };
};

const settle = async (
  parts: CodesParts,
  voucher: Employee,
  person: Employee,
): Promise<VouchOutcome> => {
  const { vouches, employees, audit } = parts;
  const late: VouchOutcome = { kind: 'refused', code: 'LATE' };
  const vouched = { action: 'vouch.given', actor: voucher.id, target: person.id } as const;
  const open = await vouches.open(person.id);
  if (!open && (await vouches.begin(person.id, voucher.id)))
    await audit.record({ ...vouched, result: 'ok' });
  const first = open ?? (await vouches.open(person.id));
  if (!first) return late;
  if (first.firstBy === voucher.id) return { kind: 'first', until: vouchEnds(first.firstAt) };
  const other = await employees.findById(first.firstBy);
  const stands = other && (await vouchRefusal(parts, other, person)) === null;
  if (!stands || !(await vouches.complete(first, voucher.id))) return late;
  await audit.record({ ...vouched, result: 'ok' });
  return giveCode(parts, voucher, person);
};

/**
 * A colleague says that the person is who they are. The first one's word waits for the second's; with
 * that there is a code, which works after a while, in which it can be stopped.
 *
 * @throws PortalError DIRECTORY_DOWN
 */
export const vouch = async (
  parts: CodesParts,
  voucher: Employee,
  person: Employee,
): Promise<VouchOutcome> => {
  const refusal = await vouchRefusal(parts, voucher, person);
  if (refusal === null) return settle(parts, voucher, person);
  const about = { actor: voucher.id, target: person.id, result: 'refused' } as const;
  await parts.audit.record({ ...about, action: 'vouch.refused', code: `VOUCH_${refusal}` });
  return { kind: 'refused', code: refusal };
};

/** Stops a vouched code by the word in its notice; false when there was nothing left to stop. */
export const stopCode = async (
  { codes, vouches, audit }: Pick<CodesParts, 'codes' | 'vouches' | 'audit'>,
  word: string,
): Promise<boolean> => {
  const stopped = await codes.stop(stopHashOf(word));
  if (!stopped) return false;
  await vouches.end(stopped._id);
  await audit.record({ action: 'code.stopped', target: stopped._id, result: 'ok' });
  return true;
};
