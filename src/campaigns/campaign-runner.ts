import { setTimeout as pause } from 'node:timers/promises';
import { PortalError } from '../platform/errors.ts';
import { beginWaves } from './begin-waves.ts';
import type { CampaignParts } from './campaign-parts.ts';
import type { Campaign } from './campaign-store.ts';
import { campaignEnforcer } from './enforce-campaign.ts';
import { refreshProgress } from './refresh-progress.ts';
import { tryCampaign } from './try-campaign.ts';

/** Between two looks when there was nothing to do, in ms. */
const idleMs = 1_000;
/** What is under way at the end has so long, in ms. */
const endMs = 15_000;

interface RunnerDeps extends CampaignParts {
  /** Tells people that the deadline is near. */
  remind: (campaign: Campaign) => Promise<void>;
}

/** Does the work of all campaigns in this process; any number of processes share it. */
export const createCampaignRunner = (deps: RunnerDeps) => {
  const { store, workers, logger } = deps;
  const ending = new AbortController();
  const { enforce, settled } = campaignEnforcer(deps, ending.signal);
  const underWay = new Map<string, Promise<void>>();
  let running: Promise<void> | undefined;

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

  const standStill = (error: unknown): void =>
    logger.error({ err: error }, 'campaigns stand still');

  /** Takes up each running campaign; one that takes hours holds up neither the others nor their progress. */
  const begin = async (): Promise<void> => {
    for (const { id } of await store.inState('trying')) await tryCampaign(deps, id);
    for (const campaign of await store.inState('approved')) await beginWaves(deps, campaign);
    for (const { id } of await store.inState('running')) {
      if (underWay.has(id)) continue;
      const ended = () => underWay.delete(id);
      underWay.set(id, enforce(id).catch(standStill).finally(ended));
    }
  };

  let rest = new AbortController();

  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      rest = new AbortController();
      await begin().then(follow).catch(standStill);
      await pause(idleMs, undefined, { ref: false, signal: rest.signal }).catch(() => undefined);
    }
    await Promise.all(underWay.values());
    await settled();
    await workers.leave();
  };

  return {
    /** Everything that can be done now: dry runs, waves, people, progress, reminders. */
    tick: async (): Promise<void> => {
      await begin();
      await Promise.all([...underWay.values(), follow()]);
      await settled();
    },
    /** There is something to do now. */
    wake: (): void => rest.abort(),
    start: (): void => {
      running = loop();
    },
    /** Ends after the writes that are under way. */
    stop: async (): Promise<void> => {
      ending.abort();
      rest.abort();
      await Promise.race([running, pause(endMs, undefined, { ref: false })]);
    },
  };
};
