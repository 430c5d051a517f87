import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Visitor } from '../support/visitor.ts';
import { textOf } from '../support/smtp-world.ts';
import { startReminderWorld, type ReminderWorld } from './reminder-world.ts';

let world: ReminderWorld;
let hr: Visitor;
beforeAll(async () => {
  world = await startReminderWorld();
  hr = await world.portal.signInAndReset('3001');
});
afterAll(() => world.close());

const at = '/paminnelser/texter/late';
const texts = (more: Record<string, string> = {}) => ({
  version: '0',
  'sv-subject': 'Gör kursen, {namn}',
  'sv-text': 'Hej {namn}! Den {dag} var sista dagen.\n{adress}',
  'en-subject': 'Take the course',
  'en-text': 'Hi {namn}! The last day was {dag}.\n{adress}',
  ...more,
});

const save = async (more: Record<string, string> = {}) => {
  await hr.get(at);
  return hr.submit(at, texts(more));
};

test('HR sees each mail in both languages as it would be', async () => {
  const { text } = await hr.get('/paminnelser/texter');
  for (const words of [
    'Innan sista dagen',
    'Efter sista dagen',
    'Till chefen',
    'Till HR',
    'Hello Åsa!',
  ])
    expect(text).toContain(words);
  expect(text).not.toMatch(/\{(namn|dag|antal|adress)\}/);
});

test.each([
  ['an unknown placeholder', { 'sv-text': 'Hej {efternamn} {adress}' }, 'klamrar känns inte igen'],
  ['a brace alone', { 'en-subject': 'Hello {' }, 'klamrar känns inte igen'],
  ['no address', { 'en-text': 'Hi!' }, 'måste innehålla {adress}'],
  ['nothing', { 'sv-subject': '  ' }, 'Skriv en text.'],
  ['too much', { 'sv-text': `{adress}${'a'.repeat(2000)}` }, 'för lång'],
  ['a subject of two lines', { 'sv-subject': 'a\nBcc: b@c.se' }, 'bara ha en rad'],
  ['a personal number', { 'sv-text': '{adress} 19911210-2380' }, 'personnummer'],
])('a text with %s is refused and stays as typed', async (_what, more, fault) => {
  const answer = await save(more);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(fault);
  expect(answer.text).toContain('Den {dag} var sista dagen.'.slice(0, 3));
  expect(await world.portal.services.reminders.texts.versions('late')).toEqual([]);
});

test('a text that HR has written is used from the next mail on; what was before is kept', async () => {
  expect((await hr.follow(await save())).text).toContain('Texten är sparad');
  const lost = await save();
  expect(lost.status).toBe(422);
  expect(lost.text).toContain('Någon annan ändrade texten');
  expect(await world.portal.services.reminders.texts.versions('late')).toHaveLength(1);
  await save({ version: '1', 'sv-text': 'Kära {namn}, öppna {adress}' });
  expect((await hr.get(at)).text).toContain('Version 1');
  await world.work();
  await expect.poll(() => world.mails().length).toBe(13);
  const mail = world.mails().find(({ to }) => to[0]?.startsWith('cilla'));
  expect(mail && textOf(mail)).toContain(`Kära Cilla, öppna ${world.portal.origin}/kurs`);
  expect(mail && textOf(mail)).toContain('Hi Cilla! The last day was');
});

test('a kind that there is not has no page', async () => {
  expect((await hr.get('/paminnelser/texter/finns-inte')).status).toBe(404);
});

test('a manager cannot change the words', async () => {
  const manager = await world.portal.signInAndReset('2001');
  expect((await manager.get('/paminnelser/texter')).status).toBe(403);
  expect((await manager.submit(at, texts())).status).toBe(403);
});
