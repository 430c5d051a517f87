import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createAuditLog } from '../src/audit/index.ts';
import { createCampaigns } from '../src/campaigns/index.ts';
import { demoPeople, demoRoster } from '../src/dev/demo-data/index.ts';
import { createEmployeeStore } from '../src/employees/index.ts';
import { openStore, type OpenStore } from '../src/platform/store-connection.ts';
import {
  directoryKinds,
  measureBareClient,
  startCampaignDirectory,
  type CampaignDirectory,
  type DirectoryKind,
} from './support/campaign-directory.ts';
import { startPortalProcess, type PortalProcess } from './support/portal-process.ts';

const help = `Usage: npm run bench -- campaign [--directory samba|openldap|builtin] [--employees N] [--json]

Takes N (2200) invented employees through one campaign that makes their passwords unusable, in a portal
process of its own on a directory of its own (samba), from dry run to closed, as fast as the directory
takes it. The process is killed (kill -9) twice on the way. Whether anybody was missed or written twice
is read from the directory itself. Beside it, before and after: the same kind of write by a bare client.
samba needs root and Debian's packages, openldap slapd; test/support tells which.
--json prints one JSON object, the last line: done, missed, twice, perSecond, ratioToBareClient,
barePerSecond, seconds (dry run to closed, with both deaths), trialSeconds, loadAverage.`;

const options = {
  directory: { type: 'string', default: 'samba' },
  employees: { type: 'string', default: '2200' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const round = (value: number) => Math.round(value * 100) / 100;
const maker = 'aaaaaaaaaaaaaaaaaaaaaaaa';
const approver = 'bbbbbbbbbbbbbbbbbbbbbbbb';
/** The bare client's own people: nobody in the roster has their numbers. */
const bareNumbers = Array.from({ length: 300 }, (_, index) => String(900_000 + index));
const quiet = { warn: () => undefined, error: () => undefined };

const campaignsIn = ({ connection }: OpenStore, directory: CampaignDirectory) =>
  createCampaigns({
    connection,
    enforcement: directory.open(connection).enforcement,
    employees: createEmployeeStore(connection),
    audit: createAuditLog(connection, randomBytes(32)),
    logger: quiet as never,
    writesPerSecond: Infinity,
    // Without a deadline nobody is reminded.
    reminder: {
      messages: { enqueue: () => Promise.resolve('already'), canSend: () => false },
      t: (key) => key,
      formatDate: String,
      address: '',
      supportPhone: '',
    },
  });

type Campaigns = ReturnType<typeof campaignsIn>;

/** Drafts, tries and approves; the portal's own process makes the dry run. */
const approve = async (campaigns: Campaigns): Promise<string> => {
  const made = await campaigns.create(maker, {
    name: 'Alla byter',
    reason: 'attack',
    description: '',
    rehearsal: false,
    scope: { kind: 'everyone', unitIds: [], names: [] },
    deadline: null,
  });
  await campaigns.setWaves(maker, made, [
    { startsAt: new Date(), method: 'unusable', unitIds: [] },
  ]);
  await campaigns.tryOut(maker, made.id);
  for (;;) {
    const { state, revision } = (await campaigns.find(made.id)) ?? { state: 'draft', revision: 0 };
    if (state === 'tried') {
      await campaigns.approve(approver, made.id, revision);
      return made.id;
    }
    await sleep(50);
  }
};

const writtenIn = async (campaigns: Campaigns, id: string): Promise<number> =>
  (await campaigns.report.byState(id))
    .filter(({ state }) => state === 'written' || state === 'done')
    .reduce((sum, { people }) => sum + people, 0);

const until = async (campaigns: Campaigns, id: string, share: number): Promise<number> => {
  for (;;) {
    const written = await writtenIn(campaigns, id);
    if (process.stderr.isTTY) process.stderr.write(`\r${written}`);
    if (written >= share) return written;
    await sleep(100);
  }
};

/** Whom two deaths may leave in the middle, waiting for their leases to end: two batches of 25 each. */
const interrupted = 100;

/** Runs the campaign to its end; the process dies twice, and the speed is that of the longest stretch. */
const runCampaign = async (
  portal: PortalProcess,
  directory: CampaignDirectory,
  employees: number,
) => {
  let store = await openStore({ dataDir: portal.dataDir, mongodbUri: undefined });
  let campaigns = campaignsIn(store, directory);
  const started = performance.now();
  const id = await approve(campaigns);
  const trialSeconds = (performance.now() - started) / 1000;
  for (const share of [0.1, 0.2]) {
    await until(campaigns, id, employees * share);
    await portal.kill();
    // Its store has died with it, and may not answer.
    await Promise.race([store.close(), sleep(2_000)]);
    console.error('… killed, and started again …');
    await portal.restart();
    store = await openStore({ dataDir: portal.dataDir, mongodbUri: undefined });
    campaigns = campaignsIn(store, directory);
  }
  const first = await until(campaigns, id, (await writtenIn(campaigns, id)) + 1);
  const stretchFrom = performance.now();
  const last = await until(campaigns, id, employees - interrupted);
  const perSecond = (last - first) / ((performance.now() - stretchFrom) / 1000);
  await until(campaigns, id, employees);
  await campaigns.close(maker, id);
  const seconds = (performance.now() - started) / 1000;
  const writes = await directory.writes(store.connection);
  return { store, perSecond, seconds, trialSeconds, writes, done: await writtenIn(campaigns, id) };
};

/** The bare client, the campaign, and the bare client once more. */
const measureOn = async (
  portal: PortalProcess,
  directory: CampaignDirectory,
  numbers: readonly string[],
) => {
  const bare = (connection: OpenStore['connection']) =>
    measureBareClient(directory.open(connection), bareNumbers);
  const before = await openStore({ dataDir: portal.dataDir, mongodbUri: undefined });
  console.error('The bare client …');
  const bareBefore = await bare(before.connection);
  await before.close();
  console.error('The campaign …');
  const { store, writes, ...result } = await runCampaign(portal, directory, numbers.length);
  console.error('The bare client once more …');
  const barePerSecond = (bareBefore + (await bare(store.connection))) / 2;
  await store.close();
  const counts = numbers.map((number) => writes.get(number) ?? 0);
  return {
    done: result.done,
    missed: counts.filter((count) => count === 0).length,
    twice: counts.filter((count) => count > 1).length,
    perSecond: round(result.perSecond),
    ratioToBareClient: round(result.perSecond / barePerSecond),
    barePerSecond: round(barePerSecond),
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
    `${result.done} people in ${result.seconds} s, both deaths among them; missed ${result.missed}, ` +
      `twice ${result.twice}; ${result.perSecond} writes/s, ${result.ratioToBareClient} of the bare client's ` +
      `${result.barePerSecond}; dry run ${result.trialSeconds} s`,
  );
  if (values.json) console.log(JSON.stringify(result));
  return result.missed === 0 && result.twice === 0 ? 0 : 1;
};
