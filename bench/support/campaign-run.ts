import type { CampaignDirectory } from './campaign-directory.ts';
import { approve, maker, openWatch, type Look } from './campaign-watch.ts';
import type { PortalProcess } from './portal-process.ts';

/** From the first write that is seen to the last before `end`: how many, and in how many seconds. */
const stretchOf = (looks: readonly Look[], end: number) => {
  const [before] = looks;
  const from = looks.find(({ written }) => written > (before?.written ?? 0));
  const to = looks.find(({ written }) => written >= end) ?? looks.at(-1);
  if (!from || !to) return { people: 0, seconds: 0 };
  return { people: to.written - from.written, seconds: (to.at - from.at) / 1000 };
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * Runs a campaign of everybody from dry run to closed. The process dies (kill -9) once so many are
 * written as each of `deaths` says. `undisturbed` is the speed between the deaths, without those whom
 * they left in the middle: a write of which nobody knows what became is looked into 20 s later.
 */
export const runCampaign = async (
  portal: PortalProcess,
  directory: CampaignDirectory,
  { employees, deaths }: { employees: number; deaths: readonly number[] },
) => {
  const started = performance.now();
  let watch = await openWatch(portal, directory);
  const id = await approve(watch.campaigns);
  const approved = performance.now();
  const stretches: Look[][] = [[]];
  for (const share of deaths) {
    await watch.until(id, share, stretches.at(-1) ?? []);
    await watch.store.close();
    await portal.kill();
    console.error('… killed, and started again …');
    await portal.restart();
    watch = await openWatch(portal, directory);
    stretches.push([]);
  }
  const last = stretches.at(-1) ?? [];
  const interrupted = await watch.store.connection
    .collection('campaign-people')
    .countDocuments({ campaignId: id, worker: { $ne: null } });
  await watch.until(id, employees, last);
  await watch.campaigns.close(maker, id);
  const closed = performance.now();
  const silences = stretches.slice(1).map((looks, n) => {
    const died = stretches[n]?.at(-1);
    const again = looks.find(({ written }) => written > (looks[0]?.written ?? 0));
    return died && again ? (again.at - died.at) / 1000 : 0;
  });
  const parts = stretches.map((looks) => stretchOf(looks, employees - interrupted));
  return {
    store: watch.store,
    writes: await directory.writes(watch.store.connection),
    done: await watch.written(id),
    trialSeconds: (approved - started) / 1000,
    seconds: (closed - started) / 1000,
    deathSeconds: sum(silences),
    perSecond: employees / ((closed - approved) / 1000),
    undisturbedPerSecond:
      sum(parts.map(({ people }) => people)) / sum(parts.map(({ seconds }) => seconds)),
  };
};
