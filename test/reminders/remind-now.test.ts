import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Visitor } from '../support/visitor.ts';
import { unitIds } from '../reports/read-report.ts';
import { startReminderWorld, type ReminderWorld } from './reminder-world.ts';

let world: ReminderWorld;
let hr: Visitor;
let manager: Visitor;
let units: Record<string, string>;
beforeAll(async () => {
  world = await startReminderWorld({ REMINDERS: 'off' });
  [hr, manager] = await Promise.all([
    world.portal.signInAndReset('3001'),
    world.portal.signInAndReset('2001'),
  ]);
  units = unitIds((await hr.get('/uppfoljning/personer')).text);
  await world.record.complete(['1002'], new Date());
});
afterAll(() => world.close());
beforeEach(async () => {
  world.smtp.mails.length = 0;
  const { connection } = world.portal.services.store;
  await Promise.all(
    ['messages', 'reminder-runs'].map((name) => connection.collection(name).deleteMany({})),
  );
});

const preview = async (visitor: Visitor, query: string) => {
  const { text } = await visitor.get(`/paminnelser/skicka${query}`);
  const figures = [...text.matchAll(/<dt>([^<]+)<\/dt><dd>(\d+)<\/dd>/g)];
  return {
    text,
    figures: Object.fromEntries(figures.map(([, name = '', n]) => [name, Number(n)])),
  };
};

const hidden = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );

/** Confirms what the page shows, and lets the morning come. */
const remind = async (visitor: Visitor, query: string) => {
  const { text } = await preview(visitor, query);
  const answer = await visitor.follow(await visitor.submit('/paminnelser/skicka', hidden(text)));
  await world.work();
  return answer.text;
};

test('where the rules are turned off nobody is reminded unasked, and HR is told', async () => {
  await world.work();
  expect(world.mails()).toEqual([]);
  expect((await hr.get('/paminnelser')).text).toContain('Portalen påminner inte av sig själv');
});

test('HR reminds a unit’s people from the list: a count, a preview, a confirm', async () => {
  const query = `?enhet=${units['Hemtjänst norr'] ?? ''}`;
  const { text, figures } = await preview(hr, query);
  expect(figures).toEqual({
    'Får mejl': 3,
    'Har inget kvar': 1,
    'Har redan fått en den dagen': 0,
    'Har ingen mejladress': 0,
  });
  expect(text).toContain('Påminn 3 personer');
  expect(text).toContain('Hej Åsa!');
  expect(world.mails()).toEqual([]);
  expect(await remind(hr, query)).toContain('Du har bett om påminnelse till 4 personer.');
  await expect.poll(() => world.receivers()).toEqual(['anna.astrom', 'eli.ek', 'gun.granit']);
  const overview = await hr.get('/paminnelser');
  expect(overview.text).toMatch(
    /Lind, Åsa[\s\S]*?>3<[\s\S]*?>0<[\s\S]*?>1<[\s\S]*?>0<[\s\S]*?Klart/,
  );
});

test('asked again the same day, nobody gets a second one', async () => {
  const query = `?enhet=${units['Hemtjänst söder'] ?? ''}`;
  await remind(hr, query);
  await expect.poll(() => world.receivers().length).toBe(2);
  await remind(hr, query);
  await remind(hr, '?status=left');
  await expect.poll(() => world.receivers().length).toBe(12);
  expect(new Set(world.receivers()).size).toBe(12);
});

test('whoever is done before the mail goes gets none', async () => {
  const query = `?enhet=${units.Strandskolan ?? ''}`;
  const { text } = await preview(hr, query);
  await hr.submit('/paminnelser/skicka', hidden(text));
  await world.record.complete(['1004'], new Date());
  await world.work();
  await expect.poll(() => world.receivers()).toEqual(['fia.falk', 'jon.jord']);
});

test('a manager reminds the own people and nobody else, whatever stands in the address', async () => {
  expect((await preview(manager, '')).figures['Får mejl']).toBe(3);
  expect((await preview(manager, `?enhet=${units.Strandskolan ?? ''}`)).text).toContain(
    'Ingen av dem kan få en påminnelse nu.',
  );
  await remind(manager, '');
  await manager.submit('/paminnelser/skicka', { enhet: units.Strandskolan ?? '' });
  await world.work();
  await expect.poll(() => world.receivers()).toEqual(['anna.astrom', 'eli.ek', 'gun.granit']);
  const overview = (await manager.get('/paminnelser')).text;
  expect(overview).toContain('Granit, Gun');
  expect(overview).not.toContain('Mejl som inte kom fram');
});

test('a manager sees the reminders of the own people only', async () => {
  await remind(hr, '?status=left');
  const own = await manager.get(`/paminnelser/person/${await world.idOf('1001')}`);
  expect(own.text).toContain('Påminnelser till Anna Åström');
  const other = await manager.get(`/paminnelser/person/${await world.idOf('1004')}`);
  expect(other.status).toBe(404);
  expect((await manager.submit('/paminnelser/sok', { namn: 'Dana' })).status).toBe(403);
  const searched = await hr.submit('/paminnelser/sok', { namn: 'Falk' });
  expect(searched.text).toContain(`/paminnelser/person/${await world.idOf('1006')}`);
});

test.each(['?status=finns-inte&enhet=%00', '?sok=%FF', '?enhet[]=1&enhet[x]=2'])(
  'an address with %s in it is answered without a fault',
  async (query) => {
    expect((await hr.get(`/paminnelser/skicka${query}`)).status).toBeLessThan(500);
  },
);

test('who asked for what is in the log', async () => {
  await remind(manager, '');
  const log = world.portal.services.store.connection.collection('audit');
  const records = await log
    .find({ action: /^reminder\./ })
    .sort({ _id: -1 })
    .limit(2)
    .toArray();
  expect(records.map(({ action }) => action as string)).toEqual([
    'reminder.sent',
    'reminder.asked',
  ]);
  expect(records[1]).toMatchObject({ actor: await world.idOf('2001'), details: { rows: 4 } });
  expect(records[0]).toMatchObject({ details: { queued: 3 } });
});
