import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { startApiWorld, type ApiWorld } from './api-world.ts';

let world: ApiWorld;
beforeAll(async () => void (world = await startApiWorld()));
afterAll(() => world.close());

describe('each answer', () => {
  it('has an ETag, and is not sent again to who has it', async () => {
    const { headers } = await world.caller.get('/units', world.token);
    const again = await world.caller.get('/units', world.token, {
      'If-None-Match': headers.etag ?? '',
    });
    expect([again.status, again.text]).toEqual([304, '']);
    await world.collection('units').updateOne({ name: 'IT' }, { $set: { name: 'It' } });
    const changed = await world.caller.get('/units', world.token, {
      'If-None-Match': headers.etag ?? '',
    });
    expect(changed.status).toBe(200);
    await world.collection('units').updateOne({ name: 'It' }, { $set: { name: 'IT' } });
  });

  it('is the caller’s own, sets no cookie and makes no session', async () => {
    const sessions = await world.collection('sessions').countDocuments();
    const { headers } = await world.caller.get('/employees', world.token);
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(headers['set-cookie']).toBeUndefined();
    expect(await world.collection('sessions').countDocuments()).toBe(sessions);
  });

  it('never has a personal number', async () => {
    const texts = await Promise.all(
      ['/employees?limit=500', '/units', '/completions'].map(
        async (path) => (await world.caller.get(path, world.token)).text,
      ),
    );
    for (const id of ['1001', '1002', '1003', '2001', '3001'])
      expect(texts.join('')).not.toContain(world.portal.person(id).personalNumber.slice(2, 8));
  });

  it('tells what is left, and how long to wait when nothing is', async () => {
    const { secret } = await world.caller.newToken(['units']);
    const first = await world.caller.get('/units?limit=1', secret);
    expect(first.headers['ratelimit-policy']).toBe('"api";q=120;w=60');
    expect(first.headers.ratelimit).toBe('"api";r=119;t=60');
    const rest = await Promise.all(
      Array.from({ length: 120 }, () => world.caller.get('/units?limit=1', secret)),
    );
    const over = rest.filter(({ status }) => status === 429);
    expect(over).toHaveLength(1);
    expect(Number(over[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await world.caller.get('/units', world.token)).status).toBe(200);
  });
});

describe('the token', () => {
  it('stands nowhere in the store or the log', async () => {
    const { secret } = await world.caller.newToken(['units']);
    await world.caller.get('/units', secret);
    const kept = JSON.stringify(await world.collection('api-tokens').find().toArray());
    expect(kept + world.portal.logText()).not.toContain(secret.slice(12));
  });

  it('is audited the first time it is used in a day, by its number', async () => {
    const { secret, token: made } = await world.caller.newToken(['units']);
    for (let i = 0; i < 3; i += 1) await world.caller.get('/units', secret);
    const said = { 'details.token': made.id };
    const records = await world.collection('audit').find(said).sort({ _id: 1 }).toArray();
    expect(records.map(({ action }) => String(action))).toEqual(['api.created', 'api.used']);
  });
});

test('the description is valid OpenAPI 3.1, open to anyone', async () => {
  const document = structuredClone(world.caller.document) as object as Record<string, unknown>;
  const { valid, errors } = await new Validator().validate(document);
  expect([valid, errors ?? []]).toEqual([true, []]);
  expect(world.caller.document).toMatchObject({ openapi: '3.1.0' });
});
