import { setTimeout as pause } from 'node:timers/promises';
import { PortalError } from '../platform/errors.ts';
import { dayOf } from '../platform/swedish-day.ts';
import { beginWaves } from './begin-waves.ts';
import type { CampaignParts } from './campaign-parts.ts';
import type { CampaignPerson } from './campaign-people-store.ts';
import type { Campaign } from './campaign-store.ts';
import { enforceBatch } from './enforce-batch.ts';
import { refreshProgress } from './refresh-progress.ts';
import { tryCampaign } from './try-campaign.ts';

/** Between two looks when there was nothing to do, in ms. */
const idleMs = 1_000;
/** So many batches are under way at once, so that the directory never waits for the store. */
const lanes = 2;
const mostAtOnce = 25;

interface RunnerDeps extends CampaignParts {
  /** Tells people that the deadline is near. */
  remind: (campaign: Campaign) => Promise<void>;
}

/** Does the work of all campaigns in this process; any number of processes share it. */
export const createCampaignRunner = (deps: RunnerDeps) => {
  const { store, people, pace, logger, now } = deps;
  const size = Math.max(1, Math.min(mostAtOnce, Math.floor(pace.perSecond)));
  let running: Promise<void> | undefined;
  let stopped = false;
  let inTurn: Promise<unknown> = Promise.resolve();

  /** One claim at a time: two that look at once would both find the same people. */
  const claim = (campaign: Campaign): Promise<CampaignPerson[]> => {
    const waves = campaign.waves.filter(({ begunAt }) => begunAt).map(({ number }) => number);
    const at = now();
    const next = inTurn.then(() =>
      people.claim(campaign.id, waves, { now: at, day: dayOf(at), limit: size }),
    );
    inTurn = next.catch(() => undefined);
    return next;
  };

  /** One batch; false when nobody was due. */
  const work = async (id: string): Promise<boolean> => {
    const campaign = await store.find(id);
    if (stopped || campaign?.state !== 'running') return false;
    const current = await beginWaves(deps, campaign);
    const claimed = await claim(current);
    const batches = Map.groupBy(claimed, ({ wave }) => wave);
    await Promise.all(
      [...batches].map(async ([number, list]) => {
        const wave = current.waves.find((one) => one.number === number);
        const begunAt = wave?.begunAt;
        if (wave && begunAt) await enforceBatch(deps, current, { ...wave, begunAt }, list);
      }),
    );
    return claimed.length > 0;
  };

  const lane = async (id: string): Promise<void> => {
    while (await work(id));
  };

  /** What a directory that is down stops is tried again the next time. */
  const unlessDown = (job: Promise<void>): Promise<void> =>
    job.catch((error: unknown) => {
      if (!(error instanceof PortalError && error.code === 'DIRECTORY_DOWN')) throw error;
    });

  const follow = async (): Promise<void> => {
    for (const campaign of await store.inState('running', 'paused')) {
      await unlessDown(refreshProgress(deps, campaign));
      if (campaign.state === 'running') await deps.remind(campaign);
    }
  };

  /** Everything that can be done now: dry runs, waves, people, progress, reminders. */
  const tick = async (): Promise<void> => {
    for (const { id } of await store.inState('trying')) await tryCampaign(deps, id);
    for (const campaign of await store.inState('approved')) await beginWaves(deps, campaign);
    const active = await store.inState('running');
    await Promise.all([
      follow(),
      ...active.flatMap(({ id }) => Array.from({ length: lanes }, () => lane(id))),
    ]);
  };

  let rest = new AbortController();

  const loop = async (): Promise<void> => {
    while (!stopped) {
      rest = new AbortController();
      await tick().catch((error: unknown) => logger.error({ err: error }, 'campaigns stand still'));
      await pause(idleMs, undefined, { ref: false, signal: rest.signal }).catch(() => undefined);
    }
  };

  return {
    tick,
    /** There is something to do now. */
    wake: (): void => rest.abort(),
    start: (): void => {
      running = loop();
    },
    /** Ends after the batches that are under way. */
    stop: async (): Promise<void> => {
      stopped = true;
      rest.abort();
      await Promise.race([running, pause(15_000, undefined, { ref: false })]);
    },
  };
};
