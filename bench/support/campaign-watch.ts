import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAuditLog } from '../../src/audit/index.ts';
import { createCampaigns } from '../../src/campaigns/index.ts';
import { createEmployeeStore } from '../../src/employees/index.ts';
import { openStore, type OpenStore } from '../../src/platform/store-connection.ts';
import type { CampaignDirectory } from './campaign-directory.ts';
import type { PortalProcess } from './portal-process.ts';

export const maker = 'aaaaaaaaaaaaaaaaaaaaaaaa';
const approver = 'bbbbbbbbbbbbbbbbbbbbbbbb';
const quiet = { warn: () => undefined, error: () => undefined };
const lookMs = 100;
/** Nothing has been written for so long: it never will be. */
const stillMs = 90_000;

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
export const approve = async (campaigns: Campaigns): Promise<string> => {
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

/** How many had been written when, in ms; anew after each death of the process. */
export interface Look {
  at: number;
  written: number;
}

/** Looks on from outside, by a connection of its own to the portal's store. */
export const openWatch = async (portal: PortalProcess, directory: CampaignDirectory) => {
  const store = await openStore({ dataDir: portal.dataDir, mongodbUri: undefined });
  const campaigns = campaignsIn(store, directory);
  const people = store.connection.collection('campaign-people');
  const written = (campaignId: string) =>
    people.countDocuments({ campaignId, state: { $in: ['written', 'done'] } });
  return {
    store,
    campaigns,
    written,
    /** Until so many are written; notes what it sees. @throws when nothing happens any more. */
    until: async (campaignId: string, share: number, looks: Look[]): Promise<void> => {
      let changedAt = performance.now();
      for (;;) {
        const look = { at: performance.now(), written: await written(campaignId) };
        if (look.written !== looks.at(-1)?.written) changedAt = look.at;
        looks.push(look);
        if (process.stderr.isTTY) process.stderr.write(`\r${look.written}`);
        if (look.written >= share) return;
        if (look.at - changedAt > stillMs)
          throw new Error(`The campaign stands still at ${look.written}.`);
        await sleep(lookMs);
      }
    },
  };
};
