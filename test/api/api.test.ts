import { Validator } from '@seriousme/openapi-schema-validator';
import { ObjectId } from 'mongodb';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { daysAfter } from '../../src/platform/swedish-day.ts';
import { onRecord } from '../support/on-record.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { smallRoster } from '../support/small-roster.ts';
import { createCaller } from './api-caller.ts';

let portal: TestPortal;
let caller: Awaited<ReturnType<typeof createCaller>>;
let token: string;

const collection = (name: string) => portal.services.store.connection.collection(name);
const today = () => portal.services.api.tokens.today();

interface Person {
  id: string;
  employeeNumber: string | null;
  name: { given: string; family: string } | null;
  protected: boolean;
  unitIds: string[];
  status: string;
  modules: object[];
}

beforeAll(async () => {
  const [headings = '', ...people] = smallRoster.trim().split('\n');
  const rows = people.map((line) => `${line};${line.startsWith('1002;') ? 'ja' : ''}`);
  portal = await startTestPortal({ roster: [`${headings};Skyddad identitet`, ...rows].join('\n') });
  const record = onRecord(portal.services.store);
  await record.change(['1001', '3001'], { resetRequiredSince: null });
  await record.complete(['1001'], new Date());
  await record.change(['1006'], { active: false, leftAt: new Date() });
  caller = await createCaller(portal);
  token = (await caller.newToken(['employees', 'units', 'completions'])).secret;
});
afterAll(() => portal.close());

describe('a caller is refused', () => {
  const revoked = async () => {
    const made = await caller.newToken(['employees']);
    await portal.services.api.tokens.revoke('0123456789abcdef01234567', made.token.id);
    return made.secret;
  };
  const expired = async () => {
    const made = await caller.newToken(['employees']);
    const expiresOn = daysAfter(today(), -1);
    const _id = new ObjectId(made.token.id);
    await collection('api-tokens').updateOne({ _id }, { $set: { expiresOn } });
    return made.secret;
  };
  const ofUnits = async () => (await caller.newToken(['units'])).secret;
  const good = () => token;
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
    const response = await caller.get(path, await tokenOf());
    expect([response.status, response.type]).toEqual([status, 'application/problem+json']);
    expect(response.body).toMatchObject({ type: 'about:blank', status });
    expect(response.headers['www-authenticate'] ?? '').toMatch(
      [401, 403].includes(status) ? /^Bearer realm/ : /^$/,
    );
    expect(response.headers['set-cookie']).toBeUndefined();
  });

  it.each(['post', 'put', 'delete', 'patch'] as const)('who would write by %s', async (method) => {
    const response = await request(caller.base)
      [method]('/employees')
      .set('Authorization', `Bearer ${token}`);
    expect([response.status, response.type]).toEqual([405, 'application/problem+json']);
    expect(response.headers.allow).toBe('GET, HEAD');
  });

  it('who is signed in but has no token, whatever their role', async () => {
    const hr = await portal.signIn('3001');
    for (const path of ['employees', 'units', 'completions'])
      expect((await hr.get(`/api/v1/${path}`)).status).toBe(401);
  });

  it('who sends the token in the address', async () => {
    expect((await caller.get(`/units?access_token=${token}`)).status).toBe(401);
  });
});

describe('employees', () => {
  const employees = () => caller.all<Person>('/employees', token, 500);

  it('are those employed, each with how they stand', async () => {
    const list = await employees();
    expect(list).toHaveLength(12);
    expect(list.find(({ employeeNumber }) => employeeNumber === '1001')).toMatchObject({
      name: { given: 'Anna', family: 'Åström' },
      status: 'done',
      modules: [{ module: 'varfor', status: 'done', done: true, cycle: 1, completedOn: today() }],
    });
    expect(list.find(({ employeeNumber }) => employeeNumber === '1003')).toMatchObject({
      modules: [{ module: 'varfor', done: false, completedOn: null }],
    });
  });

  it('who have left are not told of', async () => {
    const text = JSON.stringify(await employees());
    for (const said of ['1006', 'Falk']) expect(text).not.toContain(said);
  });

  it('with a protected identity have no name, number or unit', async () => {
    const list = await employees();
    expect(list.filter((one) => one.protected)).toMatchObject([
      { name: null, employeeNumber: null, unitIds: [] },
    ]);
    expect(JSON.stringify(list)).not.toMatch(/Öberg|"1002"/);
  });

  it('come once each, page by page, also while somebody is added', async () => {
    const one = await collection('employees').findOne({ login: /^eli/ });
    const added = { ...one, _id: new ObjectId(), employeeNumbers: ['1099'], personKey: 'another' };
    let isAdded = false;
    const list = await caller.all<Person>('/employees', token, 5, async () => {
      if (!isAdded) await collection('employees').insertOne(added);
      isAdded = true;
    });
    await collection('employees').deleteOne({ _id: added._id });
    expect(list.map(({ employeeNumber }) => employeeNumber)).toContain('1099');
    expect(new Set(list.map(({ id }) => id)).size).toBe(13);
    expect(list).toHaveLength(13);
  });
});

test('units come once each, with the unit above', async () => {
  const units = await caller.all<{ id: string; name: string; parentId: string | null }>(
    '/units',
    token,
    2,
  );
  const names = units.map(({ name }) => name);
  expect(names).toHaveLength(9);
  expect(names).toEqual(expect.arrayContaining(['Hemtjänst norr', 'Strandskolan', 'IT']));
  const north = units.find(({ name }) => name === 'Hemtjänst norr');
  expect(units.find(({ id }) => id === north?.parentId)?.name).toBe('Hemtjänst');
});

describe('completions', () => {
  const before = (seconds: number) =>
    ObjectId.createFromTime(Math.floor(Date.now() / 1000) - seconds);
  const record = async (_id: ObjectId, cycle: number) => {
    const employeeId = await onRecord(portal.services.store).idOf('1003');
    await collection('completions').insertOne({
      ...{ _id, employeeId, module: 'varfor', contentVersion: '1.0', cycle, at: new Date() },
      ...{ language: 'sv', score: 100, how: 'portal', attemptId: employeeId },
    });
    return employeeId;
  };
  const since = async (cursor = '', limit = 500) => {
    const query = cursor === '' ? '' : `&since=${cursor}`;
    const response = await caller.get(`/completions?limit=${limit}${query}`, token);
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
    await collection('corrections').insertOne({ ...correction, by: employeeId, at: new Date() });
    const first = await since(start, 2);
    expect([first.items.map(({ cycle }) => cycle), first.more]).toEqual([[11, 12], true]);
    const rest = await since(first.next);
    expect(rest).toMatchObject({ items: [{ kind: 'corrected', cycle: 11 }], more: false });
    expect(await since(rest.next)).toMatchObject({ items: [], next: rest.next });
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

describe('each answer', () => {
  it('has an ETag, and is not sent again to who has it', async () => {
    const { headers } = await caller.get('/units', token);
    const again = await caller.get('/units', token, { 'If-None-Match': headers.etag ?? '' });
    expect([again.status, again.text]).toEqual([304, '']);
    await collection('units').updateOne({ name: 'IT' }, { $set: { name: 'It' } });
    const changed = await caller.get('/units', token, { 'If-None-Match': headers.etag ?? '' });
    expect(changed.status).toBe(200);
    await collection('units').updateOne({ name: 'It' }, { $set: { name: 'IT' } });
  });

  it('is the caller’s own, sets no cookie and makes no session', async () => {
    const sessions = await collection('sessions').countDocuments();
    const { headers } = await caller.get('/employees', token);
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(headers['set-cookie']).toBeUndefined();
    expect(await collection('sessions').countDocuments()).toBe(sessions);
  });

  it('never has a personal number', async () => {
    const texts = await Promise.all(
      ['/employees?limit=500', '/units', '/completions'].map(
        async (path) => (await caller.get(path, token)).text,
      ),
    );
    for (const id of ['1001', '1002', '1003', '2001', '3001'])
      expect(texts.join('')).not.toContain(portal.person(id).personalNumber.slice(2, 8));
  });

  it('tells what is left, and how long to wait when nothing is', async () => {
    const { secret } = await caller.newToken(['units']);
    const first = await caller.get('/units?limit=1', secret);
    expect(first.headers['ratelimit-policy']).toBe('"api";q=120;w=60');
    expect(first.headers.ratelimit).toBe('"api";r=119;t=60');
    const rest = await Promise.all(
      Array.from({ length: 120 }, () => caller.get('/units?limit=1', secret)),
    );
    const over = rest.filter(({ status }) => status === 429);
    expect(over).toHaveLength(1);
    expect(Number(over[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await caller.get('/units', token)).status).toBe(200);
  });
});

describe('the token', () => {
  it('stands nowhere in the store or the log', async () => {
    const { secret } = await caller.newToken(['units']);
    await caller.get('/units', secret);
    const kept = JSON.stringify(await collection('api-tokens').find().toArray());
    expect(kept + portal.logText()).not.toContain(secret.slice(12));
  });

  it('is audited the first time it is used in a day, by its number', async () => {
    const { secret, token: made } = await caller.newToken(['units']);
    for (let i = 0; i < 3; i += 1) await caller.get('/units', secret);
    const said = { 'details.token': made.id };
    const records = await collection('audit').find(said).sort({ _id: 1 }).toArray();
    expect(records.map(({ action }) => String(action))).toEqual(['api.created', 'api.used']);
  });
});

test('the description is valid OpenAPI 3.1, open to anyone', async () => {
  const document = structuredClone(caller.document) as object as Record<string, unknown>;
  const { valid, errors } = await new Validator().validate(document);
  expect([valid, errors ?? []]).toEqual([true, []]);
  expect(caller.document).toMatchObject({ openapi: '3.1.0' });
});
