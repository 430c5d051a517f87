import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { Directory, EnforcedMethod } from '../../src/directory/index.ts';
import { maker, openCampaignWorld, type CampaignWorld } from './campaign-world.ts';

/** Counts what reaches the directory, by account; and lets a test stand between. */
const counted = (directory: Directory, before: () => Promise<void> = () => Promise.resolve()) => {
  const writes = new Map<string, number>();
  const enforcement: Directory['enforcement'] = {
    session: (work) =>
      directory.enforcement.session((session) =>
        work({
          ...session,
          enforce: async (account, method) => {
            await before();
            writes.set(account.id, (writes.get(account.id) ?? 0) + 1);
            return session.enforce(account, method);
          },
        }),
      ),
  };
  return { writes, enforcement };
};

/** Gives no more signs of life, as a process that has died. */
const goesSilent = ({ parts: { workers } }: Pick<CampaignWorld['campaigns'], 'parts'>): void => {
  workers.whileAtWork = (work) => work();
};

describe('a campaign in several processes, some of which die', { timeout: 60_000 }, () => {
  let world: CampaignWorld;
  afterEach(() => world.close());

  const waveOf = (method: EnforcedMethod, startsAt = new Date()) => [
    { startsAt, method, unitIds: [] },
  ];
  const settled = async (id: string) => {
    const states = Object.values(await world.statesOf(id));
    return states.filter((state) => state === 'written').length;
  };

  test('two processes on one store take everybody, and nobody twice', async () => {
    world = await openCampaignWorld({ people: 120 });
    const { writes, enforcement } = counted(world.directory);
    const id = await world.approved({}, waveOf('unusable'));
    const processes = [world.open({ enforcement }), world.open({ enforcement })];
    await Promise.all(processes.map(({ runner }) => runner.tick()));
    await Promise.all(processes.map(({ runner }) => runner.tick()));
    expect(await settled(id)).toBe(120);
    expect(writes.size).toBe(120);
    expect(Math.max(...writes.values())).toBe(1);
    expect(await world.audited('campaign.person')).toHaveLength(120);
  });

  test('the directory is spared: so many writes a second, by all processes together', async () => {
    world = await openCampaignWorld({ people: 40 });
    const { enforcement } = counted(world.directory);
    const id = await world.approved({}, waveOf('must-change'));
    const processes = [20, 20].map((writesPerSecond) =>
      world.open({ enforcement, writesPerSecond }),
    );
    const begun = performance.now();
    await Promise.all(processes.map(({ runner }) => runner.tick()));
    await Promise.all(processes.map(({ runner }) => runner.tick()));
    expect(await settled(id)).toBe(40);
    expect(performance.now() - begun).toBeGreaterThan(1_500);
  });

  test.each(['must-change', 'unusable'] as const)(
    'a process that dies between the write and its note has written, and is not repeated: %s',
    async (method) => {
      world = await openCampaignWorld({ people: 12 });
      for (let number = 1001; number < 1013; number += 1) await world.changesPassword(number);
      const id = await world.approved({}, waveOf(method));
      const { writes, enforcement } = counted(world.directory);
      const { people } = world.campaigns.parts;
      // The directory has the write; the process is gone before it can note it.
      const dying = world.open({
        enforcement,
        audit: {
          record: ({ action }) =>
            action === 'campaign.person' ? new Promise(() => undefined) : Promise.resolve(1),
        },
      });
      dying.parts.claims.settle = () => new Promise(() => undefined);
      goesSilent(dying);
      void dying.runner.tick();
      await expect.poll(() => writes.size, { timeout: 20_000 }).toBe(12);
      expect((await people.read({ campaignId: id, state: 'writing' })).length).toBe(12);

      const next = world.open({ enforcement, silentMs: 200 });
      await pause(300);
      await next.runner.tick();
      expect(await settled(id)).toBe(12);
      expect(Math.max(...writes.values())).toBe(1);
      const found = await world.audited('campaign.person');
      expect(new Set(found.map(({ code }) => String(code)))).toEqual(new Set(['found-written']));
    },
  );

  test('a process that dies before the write leaves nobody out', async () => {
    world = await openCampaignWorld({ people: 8 });
    const id = await world.approved({}, waveOf('unusable'));
    const stuck = counted(world.directory, () => new Promise(() => undefined));
    const dying = world.open({ enforcement: stuck.enforcement });
    goesSilent(dying);
    void dying.runner.tick();
    const { people } = world.campaigns.parts;
    await expect
      .poll(async () => (await people.read({ campaignId: id, state: 'writing' })).length)
      .toBe(8);
    const { writes, enforcement } = counted(world.directory);
    const next = world.open({ enforcement, silentMs: 200 });
    await pause(300);
    await next.runner.tick();
    expect(await settled(id)).toBe(8);
    expect([...writes.values()]).toEqual(Array.from({ length: 8 }, () => 1));
  });

  test('a clock that jumps an hour ahead or back makes nobody be taken twice or left out', async () => {
    world = await openCampaignWorld({ people: 30 });
    const { writes, enforcement } = counted(world.directory);
    const id = await world.approved(
      {},
      waveOf('must-change', new Date(Date.now() - 2 * 3_600_000)),
    );
    let jump = 0;
    const jumping = counted({ ...world.directory, enforcement }, () => {
      jump = jump === 3_600_000 ? -3_600_000 : 3_600_000;
      return Promise.resolve();
    });
    const now = () => new Date(Date.now() + jump);
    const processes = [
      world.open({ enforcement: jumping.enforcement, now }),
      world.open({ enforcement }),
    ];
    for (let round = 0; round < 4; round += 1)
      await Promise.all(processes.map(({ runner }) => runner.tick()));
    await expect
      .poll(
        async () => {
          await Promise.all(processes.map(({ runner }) => runner.tick()));
          return settled(id);
        },
        { timeout: 20_000 },
      )
      .toBe(30);
    expect(Math.max(...writes.values())).toBe(1);
    await world.campaigns.close(maker, id);
  });

  test('a directory that is away is asked again later, and then nobody is left out', async () => {
    world = await openCampaignWorld({ people: 5 });
    const id = await world.approved({}, waveOf('unusable'));
    let isAway = true;
    const { writes, enforcement } = counted(world.directory);
    const shaky: Directory['enforcement'] = {
      session: (work) =>
        enforcement.session((session) =>
          work({
            ...session,
            enforce: (account, method) =>
              isAway
                ? Promise.resolve({ kind: 'unavailable', cause: 'busy', code: 'LDAP 51' })
                : session.enforce(account, method),
          }),
        ),
    };
    let clock = new Date();
    const process = world.open({ enforcement: shaky, now: () => clock });
    await process.runner.tick();
    expect(Object.values(await world.statesOf(id))).toContain('waiting: busy');
    isAway = false;
    clock = new Date(clock.getTime() + 31_000);
    await process.runner.tick();
    expect(await settled(id)).toBe(5);
    expect([...writes.values()]).toEqual([1, 1, 1, 1, 1]);
  });
});
