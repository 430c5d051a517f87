import { matchesHash, pretendToMatch } from '../platform/password-hash.ts';
import type { CodeSheet } from './code-sheet-model.ts';
import type { CodesParts, Employee } from './codes-parts.ts';
import { takeTry } from './count-failures.ts';
import { readSheetCode } from './make-sheet.ts';
import type { EnterOutcome, TypedCode } from './use-code.ts';

type Parts = Pick<
  CodesParts,
  'employees' | 'sheets' | 'audit' | 'failures' | 'keyOf' | 'directory'
>;

/** Whose sheet has the code that was typed. */
interface RightCode {
  person: Employee;
  sheet: CodeSheet;
  sign: string;
}

/** The code that was typed, if it is right; nobody's takes as long to find out. */
const rightCode = async (
  { sheets }: Parts,
  person: Employee | null,
  typed: string,
): Promise<RightCode | null> => {
  const read = readSheetCode(typed);
  const mayHave = person?.active && person.roles.includes('employee');
  const sheet = await sheets.current(mayHave ? person.id : '');
  const found = sheet?.codes.find(({ sign }) => sign === read?.sign);
  if (!person || !read || !sheet || !found || sheet.used.includes(found.sign))
    return pretendToMatch(typed).then(() => null);
  return (await matchesHash(found.hash, read.secret)) ? { person, sheet, sign: found.sign } : null;
};

/**
 * Is it the directory's password? A person's account is asked only for whoever has a right code, and
 * seldom: a wrong password counts towards the directory's own lock, which nobody else may pull. The
 * others are asked about as nobody, so that the directory is asked as much whichever was wrong.
 *
 * @throws PortalError DIRECTORY_DOWN
 */
const isPassword = async (
  { directory, failures, keyOf, sheets }: Parts,
  right: RightCode | null,
  { name, password }: { name: string; password: string },
): Promise<boolean> => {
  const key = right?.person.id ?? keyOf(name);
  const asked = (await failures.ofPassword.consume(key)) ? right : null;
  try {
    const account = await directory.findAccount(asked?.person ?? null);
    const isOpen = account && !account.disabled && !account.expired;
    if (!(await directory.verify(isOpen ? account : null, password))) {
      await sheets.countWrongPassword(asked?.sheet ?? null);
      return false;
    }
  } catch (error) {
    await failures.ofPassword.giveBack(key);
    throw error;
  }
  await failures.ofPassword.giveBack(key);
  return true;
};

const judge = async (
  parts: Parts,
  person: Employee | null,
  typed: { name: string; code: string; password: string },
): Promise<EnterOutcome> => {
  const right = await rightCode(parts, person, typed.code);
  const isRight = await isPassword(parts, right, typed);
  const isIn = right && isRight && (await parts.sheets.use(right.sheet, right.sign));
  return isIn ? { kind: 'in', employee: right.person } : { kind: 'wrong' };
};

/**
 * Takes a code of a sheet and the directory's password instead of BankID. The code is used up by one
 * document write: of two browsers at once, one gets in.
 *
 * @throws PortalError DIRECTORY_DOWN: it costs no try.
 */
export const useSheet = async (
  parts: Parts,
  { name, code, password, address }: TypedCode & { password: string },
): Promise<EnterOutcome> => {
  const person = await parts.employees.findBySignInName(name);
  const turn = await takeTry(parts, { typedName: name, person, address });
  if (!turn) return { kind: 'too-many' };
  const heard = turn.isDeaf ? null : person;
  const outcome = await judge(parts, heard, { name, code, password }).catch(
    async (error: unknown) => {
      await turn.giveBack();
      throw error;
    },
  );
  if (outcome.kind === 'wrong') {
    await turn.failed();
    const refusal = { result: 'refused', code: 'SHEET_REFUSED' } as const;
    await parts.audit.record({ action: 'sheet.refused', target: person?.id, ...refusal });
  } else if (outcome.kind === 'in') {
    await turn.giveBack();
    const details = { level: 'sheet' };
    const actor = outcome.employee.id;
    await parts.audit.record({ action: 'sheet.used', actor, result: 'ok', details });
  }
  return outcome;
};
