import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysAfter } from '../../src/platform/swedish-day.ts';
import { onRecord } from '../support/on-record.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { createCaller } from './api-caller.ts';

let portal: TestPortal;
let hr: Visitor;

beforeAll(async () => {
  portal = await startTestPortal();
  await onRecord(portal.services.store).change(['3001', '3002'], { resetRequiredSince: null });
  hr = await portal.signIn('3001');
});
afterAll(() => portal.close());

const latest = () => portal.services.api.tokens.latest();
const make = async (form: Record<string, string | string[]>) => {
  await hr.open('/api-nycklar');
  return hr.submit('/api-nycklar', { namn: 'Lön', far: 'units', till: latest(), ...form });
};
const shown = (text: string) => /sp_[\w-]{43}/.exec(text)?.[0];

describe('HR', () => {
  it('makes a key, sees it once, and closes it', async () => {
    const secret = shown((await make({ far: ['units', 'employees'] })).text) ?? '';
    const caller = await createCaller(portal);
    for (const path of ['/units', '/employees'])
      expect((await caller.get(path, secret)).status).toBe(200);
    expect((await caller.get('/completions', secret)).status).toBe(403);

    const { text } = await hr.open('/api-nycklar');
    expect(shown(text)).toBeUndefined();
    for (const said of ['Lön', secret.slice(0, 9), portal.services.api.tokens.today()])
      expect(text).toContain(said);

    const close = /action="(\/api-nycklar\/\w+\/stang)"/.exec(text)?.[1] ?? '';
    await hr.submit(close);
    expect((await caller.get('/units', secret)).status).toBe(401);
    expect((await hr.open('/api-nycklar')).text).toContain('Stängd');
    const log = portal.services.store.connection.collection('audit');
    expect(await log.countDocuments({ action: 'api.revoked', actor: { $ne: null } })).toBe(1);
  });

  it.each([
    ['no purpose', { namn: ' ' }, 'namn'],
    ['too long a purpose', { namn: 'x'.repeat(101) }, 'namn'],
    ['nothing to read', { far: [] }, 'far'],
    ['something there is not', { far: ['units', 'allt'] }, 'far'],
    ['no day', { till: '' }, 'till'],
    ['a day that is none', { till: '2027-02-30' }, 'till'],
    ['today', { till: '2020-01-01' }, 'till'],
    ['more than a year', { till: daysAfter('2020-01-01', 36_500) }, 'till'],
  ])('is told of %s, and no key is made', async (_what, form, field) => {
    const tokens = portal.services.store.connection.collection('api-tokens');
    const before = await tokens.countDocuments();
    const { status, text } = await make(form);
    expect([status, shown(text)]).toEqual([422, undefined]);
    expect(text).toContain(`id="${field}-error"`);
    expect(await tokens.countDocuments()).toBe(before);
  });

  it('reads it in English', async () => {
    const visitor = await portal.signIn('3001', 'en');
    expect((await visitor.open('/api-nycklar')).text).toContain('Keys to the API');
  });
});

it('is for HR alone', async () => {
  const it = await portal.signIn('3002');
  expect((await it.get('/api-nycklar')).status).toBe(403);
});
