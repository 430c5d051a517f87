import { setTimeout as pause } from 'node:timers/promises';
import { dayOf } from '../platform/swedish-day.ts';
import { beginWaves } from './begin-waves.ts';
import type { CampaignParts } from './campaign-parts.ts';
import type { CampaignPerson } from './campaign-people-store.ts';
import type { Campaign } from './campaign-store.ts';
import { enforcePeople } from './enforce-people.ts';
import type { BegunWave } from './enforce-step.ts';
import { createHandful } from './handful.ts';
import { oneByOne } from './one-by-one.ts';

/** While one claim's people are written, those of the next are looked up. */
const lanes = 2;
/** So many seconds' writes are claimed at once: what the directory has said of them is not much older. */
const claimSeconds = 2;
const mostAtOnce = 400;
/** The first claim is small, and each later one twice the last: the first writes are made soon. */
const firstAtOnce = 50;

const begunWavesOf = ({ waves }: Campaign): Map<number, BegunWave> =>
  new Map(
    waves.flatMap((wave) =>
      wave.begunAt ? [[wave.number, { ...wave, begunAt: wave.begunAt }]] : [],
    ),
  );

/** Waits for all of them, whatever becomes of one; then throws what the first has thrown. */
const allEnded = async (jobs: Promise<void>[]): Promise<void> => {
  const ends = await Promise.allSettled(jobs);
  const failed = ends.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
};

/**
 * How this process takes everybody in a campaign who is due; any number of processes share them. Ends
 * after what is under way when `ending` says so.
 */
export const campaignEnforcer = (parts: CampaignParts, ending: AbortSignal) => {
  const { store, claims, workers, pace, settleMs, logger, now } = parts;
  const most = Math.max(1, Math.min(mostAtOnce, Math.floor(pace.perSecond * claimSeconds)));
  const writeInTurn = oneByOne();
  const claimInTurn = oneByOne();

  const running = async (id: string): Promise<Campaign | null> => {
    const campaign = ending.aborted ? null : await store.find(id);
    return campaign?.state === 'running' ? campaign : null;
  };
  const more = {
    ...parts,
    inTurn: writeInTurn,
    handful: createHandful(),
    goesOn: async (id: string) => (await running(id)) !== null,
  };

  /** Two that look at once would both find the same people. */
  const claim = (id: string, waves: ReadonlyMap<number, BegunWave>, limit: number) =>
    claimInTurn(async () => {
      const alive = await workers.beat();
      const at = now();
      const due = { worker: workers.id, alive, now: at, day: dayOf(at), limit };
      return claims.claim(id, [...waves.keys()], due);
    });

  /** What somebody else has begun: looked at when they can no longer be at it. */
  const aside = new Set<Promise<void>>();
  const setAside = (begun: readonly CampaignPerson[], take: () => Promise<void>): void => {
    const job = workers
      .whileAtWork(() =>
        pause(settleMs, undefined, { signal: ending }).then(take, () => claims.release(begun)),
      )
      .catch((error: unknown) => logger.error({ err: error }, 'people are left for later'))
      .finally(() => aside.delete(job));
    aside.add(job);
  };

  const lane = async (id: string): Promise<void> => {
    for (let atOnce = Math.min(firstAtOnce, most); ; atOnce = Math.min(2 * atOnce, most)) {
      const campaign = await running(id);
      if (!campaign) return;
      const current = await beginWaves(parts, campaign);
      const waves = begunWavesOf(current);
      const claimed = await claim(id, waves, atOnce);
      if (claimed.length === 0) return;
      const take = (list: CampaignPerson[]) => enforcePeople(more, current, waves, list);
      const begun = claimed.filter(({ state }) => state === 'writing');
      if (begun.length > 0) setAside(begun, () => take(begun));
      const fresh = claimed.filter(({ state }) => state !== 'writing');
      if (fresh.length > 0) await take(fresh);
    }
  };

  return {
    /** Takes everybody in this campaign whom nobody is at. */
    enforce: (id: string): Promise<void> =>
      workers.whileAtWork(() => allEnded(Array.from({ length: lanes }, () => lane(id)))),
    /** Resolves when those whom somebody else had begun are looked at. */
    settled: async (): Promise<void> => {
      await Promise.all(aside);
    },
  };
};
