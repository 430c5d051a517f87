import { matchesHash, pretendToMatch } from '../platform/password-hash.ts';
import type { CodesParts, Employee } from './codes-parts.ts';
import { takeTry } from './count-failures.ts';
import { readSignInCode } from './issue-code.ts';

type Parts = Pick<CodesParts, 'employees' | 'codes' | 'audit' | 'failures' | 'keyOf'>;

export interface TypedCode {
  /** Employee number or login. */
  name: string;
  code: string;
  address: string;
}

export type EnterOutcome =
  | { kind: 'in'; employee: Employee }
  /** Nobody of that name, no code, a wrong one, or one that is worth nothing any more. */
  | { kind: 'wrong' }
  | { kind: 'too-many' };

/** `waiting`, `early`: right, but nobody else has approved it yet, or the time to stop it is not out. */
export type CodeOutcome = EnterOutcome | { kind: 'waiting' | 'early' };

/** The code that was typed, if it is right; a wrong one, and nobody's, take as long to find out. */
const rightCode = async ({ codes }: Parts, person: Employee | null, typed: string) => {
  const secret = readSignInCode(typed);
  const mayHave = person?.active && person.roles.includes('employee') && secret !== null;
  const found = await codes.takeTry(mayHave ? person.id : '');
  if (!secret || !found) return pretendToMatch(typed).then(() => null);
  return (await matchesHash(found.hash, secret)) ? found : null;
};

const judge = async (
  parts: Parts,
  person: Employee | null,
  typed: string,
): Promise<CodeOutcome> => {
  const code = await rightCode(parts, person, typed);
  if (!code || !person) return { kind: 'wrong' };
  const isEarly = code.worksFrom !== null && code.worksFrom > new Date();
  if (code.approvedAt === null || isEarly) {
    await parts.codes.giveTryBack(code);
    return { kind: isEarly ? 'early' : 'waiting' };
  }
  return (await parts.codes.use(code)) ? { kind: 'in', employee: person } : { kind: 'wrong' };
};

/**
 * Takes a code instead of BankID. It is used up by one document write: of many who send it at once, one
 * gets in. No answer tells whether a person exists.
 */
export const useCode = async (
  parts: Parts,
  { name, code, address }: TypedCode,
): Promise<CodeOutcome> => {
  const person = await parts.employees.findBySignInName(name);
  const turn = await takeTry(parts, { typedName: name, person, address });
  if (!turn) return { kind: 'too-many' };
  const outcome = await judge(parts, turn.isDeaf ? null : person, code);
  if (outcome.kind === 'wrong') {
    await turn.failed();
    const refusal = { result: 'refused', code: 'CODE_REFUSED' } as const;
    await parts.audit.record({ action: 'code.refused', target: person?.id, ...refusal });
    return outcome;
  }
  await turn.giveBack();
  if (outcome.kind === 'in') {
    const details = { level: 'code' };
    const actor = outcome.employee.id;
    await parts.audit.record({ action: 'code.used', actor, result: 'ok', details });
  }
  return outcome;
};
