import { ObjectId } from 'mongodb';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { daysAfter } from '../../src/platform/swedish-day.ts';
import { startApiWorld, type ApiWorld } from './api-world.ts';

let world: ApiWorld;
beforeAll(async () => void (world = await startApiWorld()));
afterAll(() => world.close());

describe('a caller is refused', () => {
  const revoked = async () => {
    const made = await world.caller.newToken(['employees']);
    await world.portal.services.api.tokens.revoke('0123456789abcdef01234567', made.token.id);
    return made.secret;
  };
  const expired = async () => {
    const made = await world.caller.newToken(['employees']);
    const expiresOn = daysAfter(world.today(), -1);
    const _id = new ObjectId(made.token.id);
    await world.collection('api-tokens').updateOne({ _id }, { $set: { expiresOn } });
    return made.secret;
  };
  const ofUnits = async () => (await world.caller.newToken(['units'])).secret;
  const good = () => world.token;
  const none = () => undefined;
  const unitCursor = Buffer.from('units:x').toString('base64url');

  test.each<[string, string, () => Promise<string> | string | undefined, number]>([
    ['without a token', '/employees', none, 401],
    ['with an unknown token', '/employees', () => 'sp_unknown', 401],
    ['with a revoked token', '/employees', revoked, 401],
    ['with an expired token', '/employees', expired, 401],
    ['with a token for something else', '/employees', ofUnits, 403],
    ['with a token for something else', '/completions', ofUnits, 403],
    ['with no cursor of ours', '/employees?cursor=abc', good, 400],
    ['with a cursor of another list', `/employees?cursor=${unitCursor}`, good, 400],
    ['with no cursor of ours', '/completions?since=2026-01-01', good, 400],
    ['with too high a limit', '/employees?limit=501', good, 400],
    ['with a limit of nothing', '/units?limit=0', good, 400],
    ['with a limit that is no number', '/units?limit=x', good, 400],
    ['with two limits', '/units?limit=1&limit=2', good, 400],
    ['with what we do not know', '/units?namn=x', good, 400],
    ['where there is nothing', '/people', none, 404],
    ['where there is nothing', '/', good, 404],
  ])('%s: %s', async (_how, path, tokenOf, status) => {
    const response = await world.caller.get(path, await tokenOf());
    expect([response.status, response.type]).toEqual([status, 'application/problem+json']);
    expect(response.body).toMatchObject({ type: 'about:blank', status });
    expect(response.headers['www-authenticate'] ?? '').toMatch(
      [401, 403].includes(status) ? /^Bearer realm/ : /^$/,
    );
    expect(response.headers['set-cookie']).toBeUndefined();
  });

  it.each(['post', 'put', 'delete', 'patch'] as const)('who would write by %s', async (method) => {
    const response = await request(world.caller.base)
      [method]('/employees')
      .set('Authorization', `Bearer ${world.token}`);
    expect([response.status, response.type]).toEqual([405, 'application/problem+json']);
    expect(response.headers.allow).toBe('GET, HEAD');
  });

  it('who is signed in but has no world.token, whatever their role', async () => {
    const hr = await world.portal.signIn('3001');
    for (const path of ['employees', 'units', 'completions'])
      expect((await hr.get(`/api/v1/${path}`)).status).toBe(401);
  });

  it('who sends the token in the address', async () => {
    expect((await world.caller.get(`/units?access_token=${world.token}`)).status).toBe(401);
  });
});
