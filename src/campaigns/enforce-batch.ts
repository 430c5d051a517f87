import { setTimeout as pause } from 'node:timers/promises';
import type { AccountState, Enforced, EnforcementSession } from '../directory/index.ts';
import { PortalError } from '../platform/errors.ts';
import type { Method } from './campaign-model.ts';
import type { CampaignParts } from './campaign-parts.ts';
import type { CampaignPerson } from './campaign-people-store.ts';
import type { Campaign } from './campaign-store.ts';
import { fieldsOf, outcomeOf, restMs, stepFor, type BegunWave } from './enforce-step.ts';
import { recordPerson } from './record-person.ts';

/** A write is made at once after it has been announced, or not at all. */
const promptMs = 5_000;

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
  wave: BegunWave,
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
  wave: BegunWave,
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
