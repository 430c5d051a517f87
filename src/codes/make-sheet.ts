import { randomUUID } from 'node:crypto';
import type { Viewer } from '../platform/http/viewer.ts';
import { hashPassword, matchesHash } from '../platform/password-hash.ts';
import { newWrittenCode, readWrittenCode } from '../platform/written-code.ts';
import type { CodeSheet } from './code-sheet-model.ts';
import { sheetEnds } from './code-times.ts';
import type { CodesParts, Employee } from './codes-parts.ts';
import type { IdentityCheck } from './identity-checks.ts';
import { tellPerson } from './tell-person.ts';

/** Sixty bits: one sign to find it by and 55 bits that are secret, beside the password. */
const groups = 3;
const codesOnSheet = 10;

type Parts = Pick<CodesParts, 'sheets' | 'audit' | 'messages' | 'notice'>;

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
 * Makes the person a new sheet, and tells them so first; an older one is worth nothing from then on.
 *
 * @param checks how whoever hands it out has made sure who it is; none when it is one's own.
 * @returns its ten codes, which are shown once, and until when it works.
 */
export const makeSheet = async (
  parts: Parts,
  viewer: Viewer,
  person: Employee,
  checks: IdentityCheck[],
): Promise<{ codes: string[]; until: Date }> => {
  const written = [...newCodes()];
  const codes = await Promise.all(
    written.map(async ([sign, code]) => ({
      sign,
      hash: await hashPassword(code.replaceAll('-', '').slice(1)),
    })),
  );
  const made = { sheet: randomUUID(), madeBy: viewer.id, madeAt: new Date() };
  await tellPerson(parts, person, { about: 'sheet', issue: made.sheet, at: made.madeAt });
  await parts.sheets.replace({ _id: person.id, codes, ...made });
  await parts.audit.record({
    action: 'sheet.issued',
    actor: viewer.id,
    target: person.id,
    result: 'ok',
    ...(checks.length > 0 && { details: { checks: checks.join(' ') } }),
  });
  return { codes: written.map(([, code]) => code), until: sheetEnds(made.madeAt) };
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

/**
 * Makes a sheet worthless, and ends the person's sessions: whoever found it may be in one.
 *
 * @returns when the sessions ended; null when the sheet was worthless already.
 */
export const revokeSheet = async (
  { sheets, audit, employees }: Pick<CodesParts, 'sheets' | 'audit' | 'employees'>,
  viewer: Viewer,
  seen: { employeeId: string; sheet: string },
): Promise<Date | null> => {
  const { employeeId: target, sheet } = seen;
  if (!(await sheets.revoke({ _id: target, sheet }))) return null;
  const at = new Date();
  await employees.endSessions(target, at);
  await audit.record({ action: 'sheet.revoked', actor: viewer.id, target, result: 'ok' });
  return at;
};
