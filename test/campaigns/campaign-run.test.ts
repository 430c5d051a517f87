import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approver, maker, openCampaignWorld, type CampaignWorld } from './campaign-world.ts';

const hour = 3_600_000;

describe('a campaign, from draft to closed', () => {
  let world: CampaignWorld;
  let clock = new Date('2026-11-24T07:00:00Z');
  beforeAll(async () => {
    world = await openCampaignWorld({ now: () => clock });
  });
  afterAll(() => world.close());

  const later = (ms: number) => new Date(clock.getTime() + ms);
  const tick = async (ms = 0) => {
    clock = later(ms);
    await world.campaigns.runner.tick();
  };
  const lockedSince = async (number: number) =>
    (await world.employees.findById(world.idOf(number)))?.resetRequiredSince;

  test('the dry run changes nothing, and says who cannot be reset and why', async () => {
    await world.records.updateOne({ employeeNumbers: '1006' }, { $unset: { personKey: 1 } });
    await world.directory.enforcement.session((session) =>
      session.lookUp([{ key: 'x', login: 'person1005@kalix.test', employeeNumbers: ['1005'] }]),
    );
    const accounts = world.connection.collection('directory-accounts');
    await accounts.updateOne({ employeeNumbers: '1005' }, { $set: { disabled: true } });
    const { id } = await world.campaigns.create(maker, {
      name: 'Provet',
      reason: 'attack',
      description: '',
      rehearsal: false,
      scope: {
        kind: 'list',
        unitIds: [],
        names: ['1001', 'PERSON1002@kalix.test', '1005', '1006', '9999'],
      },
      deadline: null,
    });
    await world.campaigns.setWaves(maker, await world.find(id), [
      { startsAt: clock, method: 'unusable', unitIds: ['A'] },
    ]);
    expect(await world.tried(id)).toMatchObject({ state: 'tried', unknownNames: ['9999'] });
    expect(await world.statesOf(id)).toEqual({
      1001: 'waiting',
      1002: 'waiting: no-wave',
      1005: 'waiting: disabled',
      1006: 'waiting: no-personal-number',
    });
    expect(await accounts.countDocuments({ mustChange: true })).toBe(0);
    expect(await lockedSince(1001)).toBeNull();
    await accounts.updateOne({ employeeNumbers: '1005' }, { $set: { disabled: false } });
    await world.records.updateOne({ employeeNumbers: '1006' }, { $set: { personKey: 'key-1006' } });
  });

  test('nobody approves what they have had a hand in, nor what has been changed since', async () => {
    const made = await world.campaigns.create(maker, {
      name: 'Min egen',
      reason: 'leak',
      description: '',
      rehearsal: false,
      scope: { kind: 'everyone', unitIds: [], names: [] },
      deadline: null,
    });
    const { id } = made;
    await world.campaigns.setWaves(maker, made, [
      { startsAt: clock, method: 'portal', unitIds: [] },
    ]);
    const before = await world.tried(id);
    expect(await world.campaigns.approve(maker, id, before.revision)).toBe('own');

    await world.campaigns.edit(approver, id, { ...made, name: 'Vår egen' });
    expect(await world.campaigns.approve('cccccccccccccccccccccccc', id, before.revision)).toBe(
      'changed',
    );
    const after = await world.tried(id);
    expect(await world.campaigns.approve(approver, id, after.revision)).toBe('own');
    expect(await world.audited('campaign.refused')).toHaveLength(3);
    await world.campaigns.close(maker, id);
  });

  test('a wave locks its people, asks the directory, and counts whoever changes, wherever they do it', async () => {
    const id = await world.approved({}, [
      { startsAt: clock, method: 'must-change', unitIds: ['A'] },
      { startsAt: later(hour), method: 'unusable', unitIds: [] },
    ]);
    await tick();
    expect(await world.statesOf(id)).toEqual({
      1001: 'written',
      1002: 'waiting',
      1003: 'written',
      1004: 'waiting',
      1005: 'written',
      1006: 'waiting',
    });
    expect(await lockedSince(1001)).toEqual(clock);
    expect(await lockedSince(1002)).toBeNull();

    await tick(60_000);
    await world.changesPassword(1001);
    await tick(31_000);
    expect((await world.statesOf(id))[1001]).toBe('done');
    expect(await lockedSince(1001)).toBeNull();
    expect(await lockedSince(1003)).not.toBeNull();

    // The second wave begins while the first runs; whoever has changed already is left alone.
    await tick(hour);
    expect(await world.statesOf(id)).toMatchObject({
      1001: 'done',
      1002: 'written',
      1003: 'written',
    });
    await tick(31_000);
    expect((await world.statesOf(id))[1002]).toBe('written');
    await world.changesPassword(1002);
    await tick(31_000);
    expect((await world.statesOf(id))[1002]).toBe('done');

    const people = await world.audited('campaign.person');
    expect(people).toHaveLength(6);
    expect(people[0]).toMatchObject({
      actor: approver,
      target: world.idOf(1001),
      result: 'ok',
      code: 'written',
      details: {
        campaign: id,
        wave: 1,
        method: 'must-change',
        reason: 'attack',
        controller: 'builtin',
      },
    });
    expect(await world.campaigns.close(maker, id)).toBe(true);
  });

  test('who has changed is seen while a wave is still being written, however long it takes', async () => {
    for (const number of [1001, 1003])
      await world.changesPassword(number, `Bastu nordan ${number}`);
    clock = later(1000);
    const slow = world.open({ writesPerSecond: 0.5 });
    const id = await world.approved({}, [{ startsAt: clock, method: 'must-change', unitIds: [] }]);
    slow.runner.start();
    try {
      const poll = { timeout: 10_000 };
      await expect.poll(() => world.statesOf(id), poll).toMatchObject({ 1001: 'written' });
      clock = later(1000);
      await world.changesPassword(1001, 'Annat ord vid forsen 11');
      clock = later(31_000);
      await expect.poll(() => world.statesOf(id), poll).toMatchObject({ 1001: 'done' });
      expect(Object.values(await world.statesOf(id))).toContain('waiting');
    } finally {
      await world.campaigns.close(maker, id);
      await slow.runner.stop();
    }
  });

  test('a paused campaign writes nothing more until it goes on', async () => {
    const id = await world.approved();
    expect(await world.campaigns.pause(maker, id)).toBe(true);
    await tick(hour);
    expect(new Set(Object.values(await world.statesOf(id)))).toEqual(new Set(['waiting']));
    expect(await world.campaigns.resume(maker, id)).toBe(true);
    await tick();
    expect(new Set(Object.values(await world.statesOf(id)))).toEqual(new Set(['written']));
    await world.campaigns.close(maker, id);
    expect(await world.campaigns.resume(maker, id)).toBe(false);
  });

  test('a rehearsal is a campaign but for the writes: nobody is locked, nothing is changed', async () => {
    const accounts = world.connection.collection('directory-accounts');
    const shown = () => accounts.find({}).sort({ _id: 1 }).toArray();
    clock = later(hour);
    for (const number of [1001, 1002, 1003, 1004, 1005, 1006]) {
      await world.employees.completeReset(world.idOf(number), clock);
      await world.changesPassword(number, `Torsk lykta bastu ${clock.getTime()}`);
    }
    const before = await shown();
    clock = later(1000);
    const id = await world.approved({ rehearsal: true, deadline: '2026-11-25' });
    await tick();
    expect(new Set(Object.values(await world.statesOf(id)))).toEqual(new Set(['written']));
    expect(await shown()).toEqual(before);
    expect(await lockedSince(1001)).toBeNull();
    expect(await world.messages.ofEmployee(world.idOf(1001))).toEqual([]);
    const last = (await world.audited('campaign.person')).at(-1);
    expect(last).toMatchObject({ code: 'rehearsal', details: { rehearsal: true } });
    await world.campaigns.close(maker, id);
  });

  test('whoever is exempt is left alone until the day is over', async () => {
    const id = await world.approved({}, [
      { startsAt: later(hour), method: 'must-change', unitIds: [] },
    ]);
    const campaign = await world.find(id);
    const until = new Date(clock.getTime() + hour).toLocaleDateString('sv-SE', {
      timeZone: 'Europe/Stockholm',
    });
    const exemption = { reason: 'Opererar i dag', until };
    expect(await world.campaigns.exempt(maker, campaign, '1001', exemption)).toBe('done');
    expect(await world.campaigns.exempt(maker, campaign, '9999', exemption)).toBe('unknown');
    await tick(hour);
    expect(await world.statesOf(id)).toMatchObject({ 1001: 'waiting', 1002: 'written' });
    await tick(24 * hour);
    expect(await world.statesOf(id)).toMatchObject({ 1001: 'written' });
    await world.campaigns.close(maker, id);
  });

  test('who leaves meanwhile is not asked, who comes back is, and a new colleague is in it too', async () => {
    const id = await world.approved({}, [
      { startsAt: clock, method: 'portal', unitIds: ['A'] },
      { startsAt: later(hour), method: 'must-change', unitIds: [] },
    ]);
    await tick();
    const isActive = (number: number, active: boolean) =>
      world.records.updateOne({ employeeNumbers: String(number) }, { $set: { active } });
    await isActive(1001, false);
    await isActive(1002, false);
    await world.hire(1008);
    await tick(hour);
    expect(await world.statesOf(id)).toMatchObject({
      1001: 'left',
      1002: 'left',
      1003: 'written',
      1004: 'written',
      1008: 'written',
    });
    await isActive(1001, true);
    await isActive(1002, true);
    await tick(31_000);
    await tick(31_000);
    expect(await world.statesOf(id)).toMatchObject({ 1001: 'written', 1002: 'written' });
    await world.campaigns.close(maker, id);
  });

  test('a reminder is sent once for each day, and to nobody who is done', async () => {
    const deadline = '2026-12-12';
    clock = new Date('2026-12-01T08:00:00Z');
    const id = await world.approved({ deadline });
    await tick();
    await tick(31_000);
    await world.changesPassword(1003, 'Annat ord vid forsen 9');
    for (const day of ['05', '05', '06', '09', '11', '12']) {
      clock = new Date(`2026-12-${day}T09:00:00Z`);
      await world.campaigns.runner.tick();
      await world.open().runner.tick();
    }
    const sent = await world.messages.ofEmployee(world.idOf(1001));
    expect(sent.map(({ key }) => key.split(':').at(-1)).toSorted()).toEqual(['1', '3', '7']);
    expect(sent[0]?.text).toContain('2026-12-12');
    const keys = (await world.messages.ofEmployee(world.idOf(1003))).map(({ key }) => key);
    expect(keys.filter((key) => key.includes(id))).toEqual([]);
    await world.campaigns.close(maker, id);
  });

  test('the second change of krbtgt has to wait for ten hours', async () => {
    const id = await world.approved();
    const { tick: check } = world.campaigns;
    expect(await check(maker, id, 'krbtgt-second')).toBe('too-soon');
    expect(await check(maker, id, 'krbtgt-first')).toBe('done');
    clock = later(9 * hour);
    expect(await check(maker, id, 'krbtgt-second')).toBe('too-soon');
    clock = later(hour);
    expect(await check(approver, id, 'krbtgt-second')).toBe('done');
    expect(await check(approver, id, 'krbtgt-second')).toBe('already');
    await world.campaigns.close(maker, id);
  });
});
