import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoPeople, demoRoster } from '../src/dev/demo-data/index.ts';
import { openStore, type OpenStore } from '../src/platform/store-connection.ts';
import { measureBareClient, measureBestBareClient } from './support/bare-client.ts';
import {
  directoryKinds,
  startCampaignDirectory,
  type CampaignDirectory,
  type DirectoryKind,
} from './support/campaign-directory.ts';
import { runCampaign } from './support/campaign-run.ts';
import { startPortalProcess, type PortalProcess } from './support/portal-process.ts';

const help = `Usage: npm run bench -- campaign [--directory samba|openldap|builtin] [--employees N] [--json]

Takes N (2200) invented employees through one campaign that makes their passwords unusable, in a portal
process of its own on a directory of its own (samba), from dry run to closed, as fast as the directory
takes it. The process is killed (kill -9) twice on the way. Whether anybody was missed or written twice
is read from the directory itself. Beside it, before and after: the same kind of write by a bare client,
with as many at once as suits the directory best.
samba needs root and Debian's packages, openldap slapd; test/support tells which.
--json prints one JSON object, the last line: done, missed, twice; perSecond, from the approval to closed,
both deaths and starts in it; ratioToBareClient, of that; undisturbedPerSecond and undisturbedRatio,
without the deaths and what they left in the middle; deathSeconds, from each death to the next write,
in all; barePerSecond, bareAtOnce; seconds (dry run to
closed), trialSeconds, loadAverage.`;

const options = {
  directory: { type: 'string', default: 'samba' },
  employees: { type: 'string', default: '2200' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const round = (value: number) => Math.round(value * 100) / 100;
/** The bare client's own people: nobody in the roster has their numbers. */
const bareNumbers = Array.from({ length: 300 }, (_, index) => String(900_000 + index));

/** The bare client, the campaign, and the bare client once more. */
const measureOn = async (
  portal: PortalProcess,
  directory: CampaignDirectory,
  numbers: readonly string[],
) => {
  const open = ({ connection }: OpenStore) => directory.open(connection);
  const before = await openStore({ dataDir: portal.dataDir, mongodbUri: undefined });
  console.error('The bare client …');
  const bare = await measureBestBareClient(open(before), bareNumbers);
  await before.close();
  console.error('The campaign …');
  const employees = numbers.length;
  const deaths = [0.1, 0.2].map((share) => Math.round(share * employees));
  const { store, writes, ...result } = await runCampaign(portal, directory, { employees, deaths });
  console.error('The bare client once more …');
  const bareAfter = await measureBareClient(open(store), bareNumbers, bare.atOnce);
  await store.close();
  const barePerSecond = (bare.perSecond + bareAfter) / 2;
  const counts = numbers.map((number) => writes.get(number) ?? 0);
  return {
    done: result.done,
    missed: counts.filter((count) => count === 0).length,
    twice: counts.filter((count) => count > 1).length,
    perSecond: round(result.perSecond),
    ratioToBareClient: round(result.perSecond / barePerSecond),
    undisturbedPerSecond: round(result.undisturbedPerSecond),
    undisturbedRatio: round(result.undisturbedPerSecond / barePerSecond),
    deathSeconds: round(result.deathSeconds),
    barePerSecond: round(barePerSecond),
    bareAtOnce: bare.atOnce,
    seconds: round(result.seconds),
    trialSeconds: round(result.trialSeconds),
  };
};

const measure = async (kind: DirectoryKind, employees: number) => {
  const loadAverage = round(loadavg()[0] ?? 0);
  const dir = mkdtempSync(join(tmpdir(), 'bench-campaign-'));
  const numbers = demoPeople(Buffer.from(demoRoster({ employees }))).map(({ id }) => id);
  console.error('A directory with everybody in it …');
  const directory = await startCampaignDirectory(kind, dir, [...numbers, ...bareNumbers]);
  const portal = await startPortalProcess(employees, {
    environment: { ...directory.environment, CAMPAIGN_WRITES_PER_SECOND: '100000' },
  });
  try {
    return { ...(await measureOn(portal, directory, numbers)), loadAverage };
  } finally {
    await portal.stop();
    await directory.close();
    rmSync(dir, { recursive: true, force: true });
  }
};

/** @returns the exit status: 0 when nobody was missed and nobody written twice. */
export const run = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options });
  const kind = directoryKinds.find((one) => one === values.directory);
  if (values.help || !kind) {
    console.log(help);
    return values.help ? 0 : 2;
  }
  const result = await measure(kind, Number(values.employees));
  console.log(
    `${result.done} people in ${result.seconds} s; missed ${result.missed}, twice ${result.twice}; ` +
      `dry run ${result.trialSeconds} s. With both deaths ${result.perSecond} writes/s, ` +
      `${result.ratioToBareClient} of the bare client's ${result.barePerSecond}; undisturbed ` +
      `${result.undisturbedPerSecond}, ${result.undisturbedRatio} of it`,
  );
  if (values.json) console.log(JSON.stringify(result));
  return result.missed === 0 && result.twice === 0 ? 0 : 1;
};
