import type { CampaignParts } from './campaign-parts.ts';
import type { Campaign } from './campaign-store.ts';
import { isChangedByPerson } from './judge-account.ts';

/** Half of what progress may be behind the directory. */
const everyMs = 30_000;
/** Clocks differ, and controllers tell each other: so far back is asked again. */
const overlapMs = 60 * 60_000;
const atOnce = 500;

const chunksOf = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / atOnce) }, (_, index) =>
    items.slice(index * atOnce, (index + 1) * atOnce),
  );

/** Notes who has left the organisation since, and who has come back. */
const followRoster = async ({ people, scope }: CampaignParts, { id }: Campaign): Promise<void> => {
  for (const ids of chunksOf(await people.openEmployeeIds(id)))
    await people.noteLeft(id, await scope.leaversAmong(ids));
  const gone = await people.gone(id);
  for (const some of chunksOf(gone)) {
    const still = new Set(await scope.leaversAmong(some.map(({ employeeId }) => employeeId)));
    for (const person of some.filter(({ employeeId }) => !still.has(employeeId)))
      await people.noteReturned(person);
  }
};

const followDirectory = async (
  { people, employees, enforcement, store, now }: CampaignParts,
  { id, waves, refreshedThrough }: Campaign,
): Promise<void> => {
  const begun = new Map(
    waves.flatMap(({ number, begunAt }) => (begunAt ? [[number, begunAt]] : [])),
  );
  const first = Math.min(...[...begun.values()].map((at) => at.getTime()));
  if (!Number.isFinite(first)) return;
  const startedAt = now();
  const since = new Date(Math.max(first, refreshedThrough?.getTime() ?? 0) - overlapMs);
  const changed = await enforcement.session((session) => session.changedSince(since));
  for (const accountIds of chunksOf([...changed.keys()]))
    for (const person of await people.ofAccounts(id, accountIds)) {
      const at = changed.get(person.accountId ?? '');
      const waveBegunAt = begun.get(person.wave);
      if (!at || !waveBegunAt || !isChangedByPerson(at, person, waveBegunAt)) continue;
      // First what follows from it: if we die in between, it is done again.
      await employees.releaseReset(person.employeeId, waveBegunAt);
      await people.noteDone(person.id, at);
    }
  await store.noteRefresh(id, startedAt);
};

/**
 * Reads from the directory who has changed their password, wherever they did it, at most every half
 * minute among all processes. Whoever has is let into the portal without another change.
 *
 * @throws PortalError DIRECTORY_DOWN; what is known stays as it was.
 */
export const refreshProgress = async (parts: CampaignParts, campaign: Campaign): Promise<void> => {
  if (!(await parts.store.takeRefresh(campaign.id, parts.now(), everyMs))) return;
  await followRoster(parts, campaign);
  if (!campaign.rehearsal) await followDirectory(parts, campaign);
};
