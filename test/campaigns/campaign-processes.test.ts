import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  startCampaignDirectory,
  type CampaignDirectory,
} from '../../bench/support/campaign-directory.ts';
import { approve, openWatch } from '../../bench/support/campaign-watch.ts';
import { startPortalProcess, type PortalProcess } from '../../bench/support/portal-process.ts';
import { demoPeople, demoRoster } from '../../src/dev/demo-data/index.ts';
import { startEmbeddedStore, type EmbeddedStore } from '../../src/platform/embedded-store/index.ts';
import { slapd } from '../support/peers.ts';

const people = 300;
const numbers = demoPeople(Buffer.from(demoRoster({ employees: people }))).map(({ id }) => id);

describe.skipIf(!slapd)('a campaign in two portal processes on one store', () => {
  let dir: string;
  let directory: CampaignDirectory;
  let store: EmbeddedStore;
  let portal: PortalProcess;
  let other: Awaited<ReturnType<PortalProcess['startAnother']>>;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'campaign-processes-'));
    directory = await startCampaignDirectory('openldap', dir, numbers);
    portal = await startPortalProcess(people, {
      environment: { ...directory.environment, CAMPAIGN_WRITES_PER_SECOND: '40' },
      // It outlives whichever of them dies.
      prepare: async ({ dataDir }) => {
        store = await startEmbeddedStore({ dataDir });
      },
    });
    other = await portal.startAnother();
  });
  afterAll(async () => {
    await other.stop();
    await store.close();
    await portal.stop();
    await directory.close();
    rmSync(dir, { recursive: true, force: true });
  });

  test('one is killed in the middle: by the directory’s own log each person is written once', async () => {
    const watch = await openWatch(portal, directory);
    const { connection } = watch.store;
    const records = connection.collection('campaign-people');
    const id = await approve(watch.campaigns);

    const atWork = (more = {}) =>
      records.distinct('worker', { campaignId: id, worker: { $ne: null }, ...more });
    await expect.poll(() => atWork(), { timeout: 15_000, interval: 20 }).toHaveLength(2);
    await watch.until(id, 40, []);
    // Both are in the middle of writes.
    while ((await atWork({ state: 'writing' })).length < 2) await sleep(1);
    await portal.kill();
    expect(await watch.written(id)).toBeLessThan(people);

    await watch.until(id, people, []);
    const writes = await directory.writes(connection);
    expect(numbers.filter((number) => writes.get(number) !== 1)).toEqual([]);
    const audited = await connection
      .collection('audit')
      .distinct('target', { action: 'campaign.person', result: 'ok' });
    expect(audited).toHaveLength(people);
    await watch.store.close();
  }, 90_000);
});
