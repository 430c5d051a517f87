import type { EnforcementSession } from '../directory/index.ts';
import { PortalError } from '../platform/errors.ts';
import type { CampaignParts } from './campaign-parts.ts';
import type { CampaignPerson } from './campaign-people-store.ts';
import type { Campaign } from './campaign-store.ts';
import { restMs, stepFor, type BegunWave, type Step } from './enforce-step.ts';
import type { Handful } from './handful.ts';
import { recordPerson } from './record-person.ts';
import { writePeople, type Writing } from './write-people.ts';

/** So many handfuls are under way at once, so that the directory never waits for the store. */
const handfuls = 3;

interface EnforceParts extends CampaignParts {
  handful: Handful;
  /** In this process one claim’s people are written after the other’s. */
  inTurn: (work: () => Promise<void>) => Promise<void>;
  goesOn: (campaignId: string) => Promise<boolean>;
}

type Settle = Extract<Step, { kind: 'settle' }>;

/** Notes of whom nothing has to be written. */
const settlePeople = async (
  parts: CampaignParts,
  { campaign, wave, session: { controller } }: Writing,
  steps: readonly Settle[],
): Promise<void> => {
  if (steps.length === 0) return;
  const { claims, employees } = parts;
  const locked = steps.filter(({ lock }) => lock).map(({ person }) => person.employeeId);
  if (!campaign.rehearsal) await employees.requireReset(locked, wave.begunAt);
  await Promise.all(
    steps.map(async ({ person, fields, outcome }) => {
      if (fields.state === 'done') await employees.releaseReset(person.employeeId, wave.begunAt);
      if (outcome) await recordPerson(parts, { campaign, wave, person, controller, outcome });
    }),
  );
  await claims.settle(steps);
};

/** Takes one handful after the other, some at once, until one says that it is better not to go on. */
const writeAll = async (
  parts: EnforceParts,
  writing: Writing,
  steps: readonly Extract<Step, { kind: 'write' }>[],
): Promise<void> => {
  let next = 0;
  let goesOn = true;
  const take = async (): Promise<void> => {
    while (goesOn && next < steps.length) {
      const some = steps.slice(next, next + parts.handful.size());
      next += some.length;
      if (!(await writePeople(parts, writing, some))) goesOn = false;
    }
  };
  await Promise.all(Array.from({ length: handfuls }, take));
};

const stepsOf = async (
  { scope, now }: CampaignParts,
  session: EnforcementSession,
  claimed: readonly CampaignPerson[],
  waves: ReadonlyMap<number, BegunWave>,
) => {
  const scoped = await scope.byId(claimed.map(({ employeeId }) => employeeId));
  const accounts = await session.lookUp(
    [...scoped.values()].map(({ employeeId: key, login, employeeNumbers }) => ({
      key,
      login,
      employeeNumbers,
    })),
  );
  return [...waves].map(([number, wave]) => {
    const steps = claimed
      .filter((person) => person.wave === number)
      .map((person) => {
        const { employeeId } = person;
        return stepFor(person, scoped.get(employeeId), accounts.get(employeeId) ?? [], wave, now());
      });
    return {
      wave,
      settles: steps.filter((step) => step.kind === 'settle'),
      writes: steps.filter((step) => step.kind === 'write'),
    };
  });
};

/**
 * Takes the people that were claimed as far as they come now, on one connection: looks all of them
 * up, and writes when those claimed before them are written.
 */
export const enforcePeople = async (
  parts: EnforceParts,
  campaign: Campaign,
  waves: ReadonlyMap<number, BegunWave>,
  claimed: readonly CampaignPerson[],
): Promise<void> => {
  const { claims, enforcement, inTurn, now } = parts;
  try {
    await enforcement.session(async (session) => {
      const goesOn = () => parts.goesOn(campaign.id);
      const groups = await stepsOf(parts, session, claimed, waves);
      for (const { wave, settles } of groups)
        await settlePeople(parts, { session, campaign, wave, goesOn }, settles);
      await inTurn(async () => {
        for (const { wave, writes } of groups)
          await writeAll(parts, { session, campaign, wave, goesOn }, writes);
      });
    });
  } catch (error) {
    if (!(error instanceof PortalError && error.code === 'DIRECTORY_DOWN')) throw error;
    const dueAt = new Date(now().getTime() + restMs);
    await claims.settle(
      claimed.map((person) => ({
        person,
        fields: { tries: person.tries + 1, cause: 'directory-down', dueAt },
      })),
    );
  } finally {
    await claims.release(claimed);
  }
};
