import { setTimeout as pause } from 'node:timers/promises';
import type { AccountState, Enforced, EnforcementSession } from '../directory/index.ts';
import { PortalError } from '../platform/errors.ts';
import type { Method, Wave } from './campaign-model.ts';
import type { CampaignParts } from './campaign-parts.ts';
import type { CampaignPerson } from './campaign-people-store.ts';
import type { CampaignPersonRecord } from './campaign-person-model.ts';
import type { Campaign } from './campaign-store.ts';
import { isChangedByPerson, judgeAccount, recoverWrite } from './judge-account.ts';
import { recordPerson, type PersonOutcome } from './record-person.ts';
import type { ScopedPerson } from './scope-store.ts';

/** A directory that does not answer is asked again after so long. */
const restMs = 30_000;
/** A write is made at once after it has been announced, or not at all. */
const promptMs = 5_000;

type Fields = Partial<CampaignPersonRecord>;

interface Begun extends Wave {
  begunAt: Date;
}

/** What is to be done about one person. */
type Step =
  | { kind: 'settle'; person: CampaignPerson; fields: Fields; outcome?: PersonOutcome; lock?: true }
  | { kind: 'write'; person: CampaignPerson; account: AccountState };

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

const stepFor = (
  person: CampaignPerson,
  scoped: ScopedPerson | undefined,
  accounts: readonly AccountState[],
  wave: Begun,
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
const fieldsOf = (
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

const outcomeOf = (outcome: Enforced): PersonOutcome => ({
  result: outcome.kind === 'written' ? 'ok' : outcome.kind === 'refused' ? 'refused' : 'failed',
  code: outcome.code,
  ...('cause' in outcome && { cause: outcome.cause }),
});

/** The directory write, or what stands for it where there is none. */
const carryOut = async (
  session: EnforcementSession,
  { rehearsal }: Campaign,
  method: Method,
  account: AccountState,
): Promise<Enforced> => {
  if (rehearsal) return { kind: 'written', at: null, code: 'rehearsal' };
  if (method === 'portal') return { kind: 'written', at: null, code: 'portal' };
  return session.enforce(account, method);
};

const enforceOn = async (
  parts: CampaignParts,
  session: EnforcementSession,
  campaign: Campaign,
  wave: Begun,
  claimed: readonly CampaignPerson[],
): Promise<void> => {
  const { people, scope, pace, employees, now } = parts;
  const { controller } = session;
  const scoped = await scope.byId(claimed.map(({ employeeId }) => employeeId));
  const wanted = [...scoped.values()].map(({ employeeId: key, login, employeeNumbers }) => ({
    key,
    login,
    employeeNumbers,
  }));
  const accounts = await session.lookUp(wanted);
  const steps = claimed.map((person) => {
    const { employeeId } = person;
    return stepFor(person, scoped.get(employeeId), accounts.get(employeeId) ?? [], wave, now());
  });
  const lock = async (ids: string[]) => {
    if (!campaign.rehearsal) await employees.requireReset(ids, wave.begunAt);
  };

  const settle = steps.filter((step) => step.kind === 'settle');
  await lock(settle.filter((step) => step.lock).map(({ person }) => person.employeeId));
  await Promise.all(
    settle.map(async ({ person, fields, outcome }) => {
      if (fields.state === 'done') await employees.releaseReset(person.employeeId, wave.begunAt);
      if (outcome) await recordPerson(parts, { campaign, wave, person, controller, outcome });
      await people.settle(person, fields);
    }),
  );

  const writes = steps.filter((step) => step.kind === 'write');
  const { waitMs, gapMs } = await pace.reserve(writes.length);
  await pause(waitMs);
  const announced = writes.map(({ person: { id, holder }, account }) => ({
    id,
    holder,
    fields: {
      accountId: account.id,
      login: account.login,
      before: { setAt: account.setAt, mustChange: account.mustChange },
    },
  }));
  const begunAt = performance.now();
  const mine = await people.begin(announced, now());
  const own = writes.filter(({ person }) => mine.has(person.id));
  await lock(own.map(({ person }) => person.employeeId));
  await Promise.all(
    own.map(async ({ person, account }, index) => {
      await pause(index * gapMs);
      if (performance.now() - begunAt > promptMs + index * gapMs) {
        await people.settle(person, { state: 'waiting' });
        return;
      }
      const result = await carryOut(session, campaign, wave.method, account);
      const outcome = outcomeOf(result);
      await recordPerson(parts, { campaign, wave, person, controller, outcome });
      await people.settle(person, fieldsOf(result, account, person, now()));
    }),
  );
};

/**
 * Takes the people that were claimed, all of one wave, as far as they come now. What somebody else
 * began is looked at only when they can no longer be at it.
 */
export const enforceBatch = async (
  parts: CampaignParts,
  campaign: Campaign,
  wave: Begun,
  claimed: readonly CampaignPerson[],
): Promise<void> => {
  const { people, enforcement, settleMs, now } = parts;
  const begun = claimed.filter(({ state }) => state === 'writing');
  const fresh = claimed.filter(({ state }) => state !== 'writing');
  const work = async (list: readonly CampaignPerson[], waitMs: number): Promise<void> => {
    if (list.length === 0) return;
    await pause(waitMs);
    try {
      await enforcement.session((session) => enforceOn(parts, session, campaign, wave, list));
    } catch (error) {
      if (!(error instanceof PortalError && error.code === 'DIRECTORY_DOWN')) throw error;
      const dueAt = new Date(now().getTime() + restMs);
      for (const person of list)
        await people.settle(person, { tries: person.tries + 1, cause: 'directory-down', dueAt });
    }
  };
  await Promise.all([work(fresh, 0), work(begun, settleMs)]);
};
