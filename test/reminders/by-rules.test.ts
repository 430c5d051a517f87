import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAbsenceStore } from '../../src/assignments/index.ts';
import { smallRoster } from '../support/small-roster.ts';
import { headerOf, smtpAnswer, textOf } from '../support/smtp-world.ts';
import { startReminderWorld, type ReminderWorld } from './reminder-world.ts';

const everybody = 13;

let world: ReminderWorld;
afterEach(() => world.close());

const textTo = (name: string): string => {
  const mail = world.mails().find(({ to }) => to[0]?.startsWith(name));
  return mail ? textOf(mail) : '';
};

describe('three days after the last day', () => {
  beforeEach(async () => void (world = await startReminderWorld()));

  test('whoever has the course left gets one mail in the hours for it, whoever is done none', async () => {
    await world.record.complete(['1001', '1002'], new Date());
    await world.work(9 * 60);
    await world.work(-3 * 60);
    expect(world.mails()).toEqual([]);

    await world.work();
    await expect.poll(() => world.receivers().length).toBe(everybody - 2);
    expect(world.receivers()).not.toContain('anna.astrom');
    const text = textTo('cilla');
    expect(text).toContain('Hej Cilla!');
    expect(text).toContain('Hello Cilla!');
    expect(text).toContain(`${world.portal.origin}/kurs`);
    expect(text).not.toMatch(/[{}]/);
    expect(world.mails().map((mail) => headerOf(mail, 'Auto-Submitted'))).toContain(
      'auto-generated',
    );

    await world.work(1);
    await world.work(60);
    expect(world.mails()).toHaveLength(everybody - 2);
  });

  test('a mail that the server refuses is told to HR, and to nobody twice', async () => {
    world.smtp.answers.receiver = (address) =>
      address.startsWith('anna') ? smtpAnswer(550, 'no such user') : null;
    await world.record.change(['1002'], { email: null });
    await world.work();
    await expect.poll(() => world.receivers().length).toBe(everybody - 2);
    const hr = await world.portal.signInAndReset('3001');
    const { text } = await hr.get('/paminnelser');
    expect(text).toContain('Mottagarens server sa nej (smtp-550)');
    expect(text).toContain('Personen har ingen mejladress');
    const person = await hr.get(`/paminnelser/person/${await world.idOf('1001')}`);
    expect(person.text).toContain('Togs inte emot');
    expect(person.text).toContain('Hej Anna!');
    expect((await hr.get('/insyn')).text).toContain('Såg någons påminnelser');
  });
});

test('managers are told how many are late in their units and HR how many in all, in one mail with their own, and no name', async () => {
  world = await startReminderWorld({ REMINDER_MANAGER_DAYS: '3', REMINDER_HR_DAYS: '3' });
  await world.record.complete(['1006', '2004'], new Date());
  await world.work();
  await expect.poll(() => world.receivers().length).toBe(everybody - 1);
  expect(new Set(world.receivers()).size).toBe(everybody - 1);
  expect(textTo('gun')).toContain('kursen i it-säkerhet: 3.');
  expect(textTo('gun')).toContain('du har något kvar');
  expect(textTo('hans')).toContain('kursen i it-säkerhet: 1.');
  expect(textTo('ida')).toContain('kursen i it-säkerhet: 2.');
  expect(textTo('asa')).toContain('kursen i it-säkerhet: 11.');
  expect(textTo('jon')).toContain('kursen i it-säkerhet: 1.');
  expect(textTo('jon')).not.toContain('du har något kvar');
  for (const name of ['gun', 'ida', 'asa']) expect(textTo(name)).not.toMatch(/Anna|Åström|Öberg/);
});

test('the deputy is told of the unit while the manager is on leave, and sees its people', async () => {
  const [headings = '', ...people] = smallRoster.trim().split('\n');
  const rows = people.map((line) => `${line};${line.startsWith('1001;') ? '1005' : ''}`);
  const roster = [`${headings};Ställföreträdare`, ...rows].join('\n');
  world = await startReminderWorld({ REMINDER_MANAGER_DAYS: '3' }, roster);
  const { portal, today: day } = world;
  const by = await world.idOf('3001');
  const leave = { kind: 'leave', module: null, reason: 'Ledig', from: day, to: day } as const;
  const absences = createAbsenceStore(portal.services.store.connection);
  await absences.add(await world.idOf('2001'), leave, { by, at: new Date() });
  await world.record.change(['2001'], {});
  await world.work();
  await expect.poll(() => textTo('eli')).toContain('kursen i it-säkerhet: 2.');
  expect(textTo('gun')).toBe('');
  expect(textTo('hans')).toContain('kursen i it-säkerhet: 1.');
  const eli = await portal.signInAndReset('1005');
  const list = await eli.get('/uppfoljning/personer');
  for (const name of ['Åström', 'Öberg', 'Granit']) expect(list.text).toContain(name);
  expect(list.text).not.toContain('Ängman');
});

test('without a mail server nothing is begun, and HR is told', async () => {
  world = await startReminderWorld({ MAIL_SMTP_URL: '' });
  await world.work();
  const hr = await world.portal.signInAndReset('3001');
  const { text } = await hr.get('/paminnelser');
  expect(text).toContain('Portalen har ingen e-postserver');
  expect(text).toContain('Inget har skickats än');
});
