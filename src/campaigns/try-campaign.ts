import type { EnforcementSession } from '../directory/index.ts';
import { PortalError } from '../platform/errors.ts';
import type { CampaignParts } from './campaign-parts.ts';
import type { Campaign } from './campaign-store.ts';
import { judgeAccount } from './judge-account.ts';
import type { ScopedPerson } from './scope-store.ts';
import { noWave, waveOf } from './wave-of.ts';

const atOnce = 200;

const judge = async (
  { waves }: Campaign,
  people: readonly ScopedPerson[],
  session: EnforcementSession,
) => {
  const found = await session.lookUp(
    people.map(({ employeeId: key, login, employeeNumbers }) => ({ key, login, employeeNumbers })),
  );
  return people.map((person) => {
    const { employeeId, unitIds, unitPath, sortName } = person;
    const number = waveOf(unitPath, waves);
    const wave = waves.find((one) => one.number === number);
    const judged = judgeAccount(person, found.get(employeeId) ?? [], wave?.method ?? 'unusable');
    const { account } = judged;
    const hindrance = 'hindrance' in judged ? judged.hindrance : null;
    return {
      employeeId,
      wave: number,
      unitIds,
      unitPath,
      sortName,
      cause: hindrance ?? (number === noWave ? 'no-wave' : null),
      accountId: account?.id ?? null,
      login: account?.login ?? null,
    };
  });
};

/** Names of a list that belong to nobody who was found. */
const unknownOf = ({ scope }: Campaign, known: ReadonlySet<string>): string[] =>
  scope.kind === 'list' ? scope.names.filter((name) => !known.has(name.toLowerCase())) : [];

const look = async (parts: CampaignParts, campaign: Campaign) => {
  const { store, people, scope, enforcement, workers, now } = parts;
  const { id, revision } = campaign;
  const known = new Set<string>();
  for await (const batch of scope.inScope(campaign.scope, atOnce)) {
    for (const { login, email, employeeNumbers } of batch)
      for (const name of [login, email ?? '', ...employeeNumbers]) known.add(name.toLowerCase());
    const seen = await enforcement.session((session) => judge(campaign, batch, session));
    if (!(await store.holdsTrial(id, workers.id, revision))) return;
    await people.noteTrial(id, revision, seen);
  }
  await people.forgetUnseen(id, revision);
  await store.settleTrial(id, workers.id, revision, {
    state: 'tried',
    triedAt: now(),
    unknownNames: unknownOf(campaign, known),
    fault: null,
  });
};

/**
 * Makes the dry run that somebody has asked for: looks everybody up, changes nothing. What a process
 * that died has begun is made anew; one that is changed meanwhile is dropped.
 */
export const tryCampaign = async (parts: CampaignParts, id: string): Promise<void> => {
  const { store, workers } = parts;
  const others = (await workers.beat()).filter((worker) => worker !== workers.id);
  const campaign = await store.holdTrial(id, workers.id, others);
  if (!campaign) return;
  try {
    await workers.whileAtWork(() => look(parts, campaign));
  } catch (error) {
    if (!(error instanceof PortalError && error.code === 'DIRECTORY_DOWN')) throw error;
    await store.settleTrial(id, workers.id, campaign.revision, {
      state: 'draft',
      fault: 'directory-down',
    });
  }
};
