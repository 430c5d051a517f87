import { randomUUID } from 'node:crypto';
import type { Viewer } from '../platform/http/viewer.ts';
import { hashPassword, matchesHash } from '../platform/password-hash.ts';
import { newWrittenCode, readWrittenCode } from '../platform/written-code.ts';
import type { CodeSheet } from './code-sheet-model.ts';
import type { CodesParts } from './codes-parts.ts';
import type { IdentityCheck } from './identity-checks.ts';

/** Sixty bits: one sign to find it by and 55 bits that are secret, beside the password. */
const groups = 3;
const codesOnSheet = 10;

type Parts = Pick<CodesParts, 'sheets' | 'audit'>;

/** What was typed of a sheet's code; null when it cannot be one. */
export const readSheetCode = (typed: string): { sign: string; secret: string } | null => {
  const plain = readWrittenCode(typed, groups);
  return plain === null ? null : { sign: plain.slice(0, 1), secret: plain.slice(1) };
};

/** Codes that no two begin alike. */
const newCodes = (): Map<string, string> => {
  const codes = new Map<string, string>();
  while (codes.size < codesOnSheet) {
    const code = newWrittenCode(groups);
    codes.set(code.slice(0, 1), code);
  }
  return codes;
};

/**
 * Makes the person a new sheet; an older one is worth nothing from then on.
 *
 * @param checks how whoever hands it out has made sure who it is; none when it is one's own.
 * @returns its ten codes, which are shown once.
 */
export const makeSheet = async (
  { sheets, audit }: Parts,
  viewer: Viewer,
  personId: string,
  checks: IdentityCheck[],
): Promise<string[]> => {
  const made = [...newCodes()];
  const codes = await Promise.all(
    made.map(async ([sign, code]) => ({
      sign,
      hash: await hashPassword(code.replaceAll('-', '').slice(1)),
    })),
  );
  const about = { madeBy: viewer.id, madeAt: new Date() };
  await sheets.replace({ _id: personId, sheet: randomUUID(), codes, ...about });
  await audit.record({
    action: 'sheet.issued',
    actor: viewer.id,
    target: personId,
    result: 'ok',
    ...(checks.length > 0 && { details: { checks: checks.join(' ') } }),
  });
  return made.map(([, code]) => code);
};

/** Are these the codes of the person's sheet, all of them? They were shown once: nothing can bring them back. */
export const isSheetOf = async (sheet: CodeSheet, typed: string[]): Promise<boolean> => {
  const read = typed.map(readSheetCode);
  if (new Set(read.map((one) => one?.sign)).size !== sheet.codes.length) return false;
  const judged = read.map(async (one) => {
    const found = sheet.codes.find(({ sign }) => sign === one?.sign);
    return one !== null && found !== undefined && (await matchesHash(found.hash, one.secret));
  });
  return (await Promise.all(judged)).every(Boolean);
};

/** Makes a sheet worthless; false when it was so already. */
export const revokeSheet = async (
  { sheets, audit }: Parts,
  viewer: Viewer,
  seen: { employeeId: string; sheet: string },
): Promise<boolean> => {
  const { employeeId: target, sheet } = seen;
  if (!(await sheets.revoke({ _id: target, sheet }))) return false;
  await audit.record({ action: 'sheet.revoked', actor: viewer.id, target, result: 'ok' });
  return true;
};
