import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adDirectory } from '../support/ad-directory.ts';
import { samba } from '../support/peers.ts';
import { startSamba, type Samba } from '../support/samba.ts';
import { createTestCa, type TestCa } from '../support/test-ca.ts';
import { maker, openCampaignWorld, type CampaignWorld } from './campaign-world.ts';

const good = 'Kvist salt nordan 7';

/** Of the domain's people: who can be taken, and who has something in the way. */
const hindered = {
  1003: 'hindered: disabled',
  1005: 'hindered: expired',
  1007: 'hindered: admin-count',
  1009: 'hindered: several-accounts',
  1010: 'hindered: never-expires',
  1011: 'hindered: service-account',
  1012: 'hindered: no-account',
};

describe.skipIf(!samba)('a campaign on a real domain controller', { timeout: 120_000 }, () => {
  let ca: TestCa;
  let controller: Samba;
  let world: CampaignWorld;
  let clock = new Date();
  beforeAll(async () => {
    ca = await createTestCa();
    controller = await startSamba({ ca });
    // The domain's passwords have just been set.
    clock = new Date();
    world = await openCampaignWorld({
      people: 12,
      directory: adDirectory(ca, [controller.url]),
      now: () => clock,
    });
  }, 120_000);
  afterAll(async () => {
    await world.close();
    await controller.close();
  });

  test('everybody who can be is written once by the controller’s own count, the rest are named', async () => {
    const before = await controller.passwordWrites();
    const id = await world.approved({}, [
      { startsAt: clock, method: 'must-change', unitIds: ['A'] },
      { startsAt: clock, method: 'unusable', unitIds: [] },
    ]);
    await world.campaigns.runner.tick();
    await world.campaigns.runner.tick();
    const states = await world.statesOf(id);
    expect(states).toMatchObject(hindered);
    expect(Object.values(states).filter((state) => state === 'written')).toHaveLength(5);
    const after = await controller.passwordWrites();
    const writes = Object.fromEntries(
      Object.entries(after).map(([number, count]) => [number, count - (before[number] ?? 0)]),
    );
    // 1004 had to change before: nothing needs to be written.
    expect(writes).toMatchObject({ 1001: 1, 1002: 1, 1006: 1, 1008: 1, 1003: 0, 1010: 0, 1011: 0 });
    expect(await world.audited('campaign.person')).toContainEqual(
      expect.objectContaining({
        target: world.idOf(1001),
        code: 'LDAP 0',
        details: expect.objectContaining({ controller: new URL(controller.url).host }) as object,
      }),
    );

    // One's own change at the computer, by either way, is what counts; our writes are none.
    clock = new Date(clock.getTime() + 31_000);
    await world.campaigns.runner.tick();
    expect(await world.statesOf(id)).toMatchObject({ 1001: 'written', 1002: 'written' });
    for (const number of [1001, 1002]) await world.changesPassword(number, good);
    clock = new Date(clock.getTime() + 31_000);
    await world.campaigns.runner.tick();
    expect(await world.statesOf(id)).toMatchObject({ 1001: 'done', 1002: 'done', 1006: 'written' });
    await world.campaigns.close(maker, id);
  });
});
