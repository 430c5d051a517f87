import type { AccountState, Enforced } from '../directory/index.ts';
import type { Method, Wave } from './campaign-model.ts';
import type { CampaignPerson } from './campaign-people-store.ts';
import type { CampaignPersonRecord } from './campaign-person-model.ts';
import { isChangedByPerson, judgeAccount, recoverWrite } from './judge-account.ts';
import type { PersonOutcome } from './record-person.ts';
import type { ScopedPerson } from './scope-store.ts';

/** A directory that does not answer is asked again after so long. */
export const restMs = 30_000;

type Fields = Partial<CampaignPersonRecord>;

/** A wave whose people are being taken. */
export interface BegunWave extends Wave {
  begunAt: Date;
}

/** What is to be done about one person. */
export type Step =
  | { kind: 'settle'; person: CampaignPerson; fields: Fields; outcome?: PersonOutcome; lock?: true }
  | WriteStep;

export interface WriteStep {
  kind: 'write';
  person: CampaignPerson;
  account: AccountState;
}

const isInPlace = (method: Method, account: AccountState): boolean =>
  method === 'must-change' && account.mustChange;

const written = (now: Date, account: AccountState, ownWriteAt: Date | null): Fields => ({
  state: 'written',
  cause: null,
  accountId: account.id,
  login: account.login,
  wroteAt: now,
  ownWriteAt,
});

/** What to do about a person, from what the roster and the directory say now. */
export const stepFor = (
  person: CampaignPerson,
  scoped: ScopedPerson | undefined,
  accounts: readonly AccountState[],
  wave: BegunWave,
  now: Date,
): Step => {
  if (!scoped?.active) return { kind: 'settle', person, fields: { state: 'left' } };
  const judged = judgeAccount(scoped, accounts, wave.method);
  if ('hindrance' in judged) {
    const { hindrance: cause, account } = judged;
    const known = account ? { accountId: account.id, login: account.login } : {};
    const outcome: PersonOutcome = { result: 'refused', code: 'hindered', cause };
    return { kind: 'settle', person, fields: { state: 'hindered', cause, ...known }, outcome };
  }
  const { account } = judged;
  const known = { accountId: account.id, login: account.login };
  const done = { state: 'done', doneAt: account.setAt, cause: null, ...known } as const;
  if (person.state === 'writing') {
    const recovered = recoverWrite(wave.method, person, account);
    if (recovered === 'changed-by-person') return { kind: 'settle', person, fields: done };
    if (recovered === 'written') {
      const fields = written(now, account, account.setAt);
      const outcome: PersonOutcome = { result: 'ok', code: 'found-written' };
      return { kind: 'settle', person, fields, outcome, lock: true };
    }
  }
  if (isChangedByPerson(account.setAt, { wroteAt: null, ownWriteAt: null }, wave.begunAt))
    return { kind: 'settle', person, fields: done };
  if (isInPlace(wave.method, account)) {
    const outcome: PersonOutcome = { result: 'ok', code: 'already' };
    return { kind: 'settle', person, fields: written(now, account, null), outcome, lock: true };
  }
  return { kind: 'write', person, account };
};

/** What a write came to, for the person's document. */
export const fieldsOf = (
  outcome: Enforced,
  account: AccountState,
  person: CampaignPerson,
  now: Date,
): Fields => {
  switch (outcome.kind) {
    case 'written':
      return written(now, account, outcome.at);
    case 'refused':
      return { state: 'failed', cause: outcome.cause };
    case 'unanswered':
      // Whoever takes it next sees in the directory what became of it.
      return { state: 'writing' };
    case 'unavailable': {
      const dueAt = new Date(now.getTime() + restMs);
      return { state: 'waiting', cause: outcome.cause, tries: person.tries + 1, dueAt };
    }
  }
};

/** The same for the audit log. */
export const outcomeOf = (outcome: Enforced): PersonOutcome => ({
  result: outcome.kind === 'written' ? 'ok' : outcome.kind === 'refused' ? 'refused' : 'failed',
  code: outcome.code,
  ...('cause' in outcome && { cause: outcome.cause }),
});
