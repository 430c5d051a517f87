import { afterAll, beforeAll, expect, test } from 'vitest';
import { openResetWorld, type ResetWorld } from './reset-world.ts';

const password = 'kvist salt nordan ekorre';

let world: ResetWorld;
beforeAll(async () => {
  world = await openResetWorld();
});
afterAll(() => world.close());

const reachable = async () => {
  const anna = await world.person();
  const contact = { mobile: '+46701740605', email: 'anna@privat.example' };
  await anna.contacts('anna.astrom@norrstrand.se', contact);
  return anna;
};

test('a new password is told by work mail, private mail and private mobile, and what to do if it was not you', async () => {
  const anna = await reachable();
  const result = await anna.reset(password);
  expect(anna.told().map(({ channel, to }) => `${channel} ${to}`)).toEqual([
    'mail anna.astrom@norrstrand.se',
    'mail anna@privat.example',
    'sms +46701740605',
  ]);
  expect(new Set(anna.told().map(({ key }) => key)).size).toBe(3);
  const at = result.kind === 'changed' ? result.at : new Date(0);
  for (const { key, text, channel, subject } of anna.told()) {
    expect(key).toContain(String(at.getTime()));
    expect(text).toMatch(/Var det inte du\? Ring IT-supporten genast: 0980-319 250/);
    expect(text).toMatch(/klockan \d\d:\d\d/);
    expect(text).not.toContain(password);
    expect(text).not.toMatch(/https?:/);
    expect(subject).toBe(channel === 'mail' ? 'Ditt lösenord har bytts' : '');
    if (channel === 'sms') expect(text.length).toBeLessThanOrEqual(160);
  }
});

test('it is told at any hour, and once though the form is sent twice at once', async () => {
  const anna = await reachable();
  await Promise.all([anna.reset(password), anna.reset(password)]);
  expect(anna.told()).toHaveLength(3);
  for (const message of anna.told()) expect(message).not.toHaveProperty('notBefore');
});

test('a refused password is told to nobody', async () => {
  const anna = await reachable();
  await anna.reset('Sommaren2024!');
  expect(anna.told()).toEqual([]);
});

test('one address for work and private is written to once', async () => {
  const anna = await world.person();
  await anna.contacts('Anna@Privat.example', {
    mobile: '+46701740605',
    email: 'anna@privat.example',
  });
  await anna.reset(password);
  expect(anna.told().map(({ channel }) => channel)).toEqual(['mail', 'sms']);
});

test('an outbox that takes nothing costs nobody the new password', async () => {
  const anna = await reachable();
  const messages = { enqueue: () => Promise.reject(new Error('full')) };
  expect((await anna.reset(password, { messages })).kind).toBe('changed');
});
