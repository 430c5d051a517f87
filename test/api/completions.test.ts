import { ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApiWorld, type ApiWorld } from './api-world.ts';

let world: ApiWorld;
beforeAll(async () => void (world = await startApiWorld()));
afterAll(() => world.close());

describe('completions', () => {
  const before = (seconds: number) =>
    ObjectId.createFromTime(Math.floor(Date.now() / 1000) - seconds);
  const record = async (_id: ObjectId, cycle: number) => {
    const employeeId = await world.record.idOf('1003');
    await world.collection('completions').insertOne({
      ...{ _id, employeeId, module: 'varfor', contentVersion: '1.0', cycle, at: new Date() },
      ...{ language: 'sv', score: 100, how: 'portal', attemptId: employeeId },
    });
    return employeeId;
  };
  const since = async (cursor = '', limit = 500) => {
    const query = cursor === '' ? '' : `&since=${cursor}`;
    const response = await world.caller.get(`/completions?limit=${limit}${query}`, world.token);
    return response.body as {
      items: { kind: string; cycle: number }[];
      next: string;
      more: boolean;
    };
  };

  it('since last time are those recorded since, corrections too, one after the other', async () => {
    const start = (await since()).next;
    const done = before(60);
    const employeeId = await record(done, 11);
    await record(before(50), 12);
    const correction = { _id: before(40), employeeId, completionId: done, reason: 'x' };
    await world
      .collection('corrections')
      .insertOne({ ...correction, by: employeeId, at: new Date() });
    const first = await since(start, 2);
    expect([first.items.map(({ cycle }) => cycle), first.more]).toEqual([[11, 12], true]);
    const rest = await since(first.next);
    expect(rest).toMatchObject({ items: [{ kind: 'corrected', cycle: 11 }], more: false });
    expect(await since(rest.next)).toMatchObject({ items: [], next: rest.next });
  });

  it('come once each, page by page, also while more are recorded', async () => {
    for (let cycle = 100; cycle < 110; cycle += 1) await record(before(200 - cycle), cycle);
    const seen: number[] = [];
    let next = '';
    for (let page = 0; page < 20; page += 1) {
      const found = await since(next, 2);
      seen.push(...found.items.map(({ cycle }) => cycle).filter((cycle) => cycle >= 100));
      if (page < 5) await record(before(30 - page), 200 + page);
      next = found.next;
    }
    expect(seen.toSorted((a, b) => a - b)).toEqual([
      ...Array.from({ length: 10 }, (_, index) => 100 + index),
      ...Array.from({ length: 5 }, (_, index) => 200 + index),
    ]);
  });

  it('wait until nothing recorded before them can still come', async () => {
    const { next } = await since();
    await record(before(8), 13);
    expect(await since(next)).toMatchObject({ items: [], next });
    await expect
      .poll(async () => (await since(next)).items.map(({ cycle }) => cycle), { timeout: 8000 })
      .toEqual([13]);
  });
});
