import { setTimeout as pause } from 'node:timers/promises';
import type { AccountState, Enforced, EnforcementSession } from '../directory/index.ts';
import type { Method } from './campaign-model.ts';
import type { CampaignParts } from './campaign-parts.ts';
import type { Campaign } from './campaign-store.ts';
import { fieldsOf, outcomeOf, type BegunWave, type WriteStep } from './enforce-step.ts';
import type { Handful } from './handful.ts';
import { recordPerson } from './record-person.ts';

/** A write is made at once after it has been announced, or not at all. */
const promptMs = 5_000;

/** People of one wave, and the connection on which they are written. */
export interface Writing {
  session: EnforcementSession;
  campaign: Campaign;
  wave: BegunWave;
  /** Whether the campaign still runs, and this process with it. */
  goesOn: () => Promise<boolean>;
}

/** The directory write, or what stands for it where there is none. */
const carryOut = async (
  { session, campaign: { rehearsal } }: Writing,
  method: Method,
  account: AccountState,
): Promise<Enforced> => {
  if (rehearsal) return { kind: 'written', at: null, code: 'rehearsal' };
  if (method === 'portal') return { kind: 'written', at: null, code: 'portal' };
  return session.enforce(account, method);
};

const announcementOf = ({ person, account }: WriteStep) => ({
  person,
  fields: {
    accountId: account.id,
    login: account.login,
    before: { setAt: account.setAt, mustChange: account.mustChange },
  },
});

/**
 * Announces the writes, locks the people, makes the writes and notes what came of them: each of it
 * for all of them in one command. False when the rest had better be taken on another connection, or
 * later.
 */
export const writePeople = async (
  parts: CampaignParts & { handful: Handful },
  writing: Writing,
  steps: readonly WriteStep[],
): Promise<boolean> => {
  const { claims, pace, employees, now } = parts;
  const { campaign, wave, session } = writing;
  const { waitMs, gapMs } = await pace.reserve(steps.length);
  await pause(waitMs);
  if (!(await writing.goesOn())) return false;

  const begunAt = performance.now();
  const ids = campaign.rehearsal ? [] : steps.map(({ person }) => person.employeeId);
  const [mine] = await Promise.all([
    claims.begin(steps.map(announcementOf), now()),
    // Whom another process has taken since is locked by that one too.
    employees.requireReset(ids, wave.begunAt),
  ]);
  const own = steps.filter(({ person }) => mine.has(person.id));

  const writtenFrom = performance.now();
  const results = await Promise.all(
    own.map(async (step, index) => {
      await pause(index * gapMs);
      const isLate = performance.now() - begunAt > promptMs + index * gapMs;
      return { step, result: isLate ? null : await carryOut(writing, wave.method, step.account) };
    }),
  );
  if (gapMs === 0) parts.handful.note(own.length, performance.now() - writtenFrom);
  await Promise.all(
    results.map(async ({ step: { person }, result }) => {
      if (!result) return;
      const { controller } = session;
      const outcome = outcomeOf(result);
      await recordPerson(parts, { campaign, wave, person, controller, outcome });
    }),
  );
  await claims.settle(
    results.map(({ step: { person, account }, result }) => ({
      person,
      fields: result ? fieldsOf(result, account, person, now()) : { state: 'waiting' },
    })),
  );
  return results.every(({ result }) => result?.kind === 'written' || result?.kind === 'refused');
};
