import { afterEach, expect, test } from 'vitest';
import { headerOf, smtpAnswer, textOf } from '../support/smtp-world.ts';
import { startReminderWorld, type ReminderWorld } from './reminder-world.ts';

let world: ReminderWorld;
afterEach(() => world.close());

const start = async (environment: Record<string, string> = {}) => {
  world = await startReminderWorld(environment);
};

const everybody = 13;

test('whoever has the course left gets one mail that says until when; whoever is done gets none', async () => {
  await start();
  await world.record.complete(['1001', '1002'], new Date());
  await world.work();
  await expect.poll(() => world.receivers().length).toBe(everybody - 2);
  expect(world.receivers()).not.toContain('anna.astrom');
  const mail = world.smtp.mails.find(({ to }) => to[0]?.startsWith('cilla'));
  if (!mail) throw new Error('Cilla got no mail.');
  const text = textOf(mail);
  expect(text).toContain('Hej Cilla!');
  expect(text).toContain('Hello Cilla!');
  expect(text).toContain(`${world.portal.origin}/kurs`);
  expect(text).not.toMatch(/[{}]/);
  expect(headerOf(mail, 'Auto-Submitted')).toBe('auto-generated');

  await world.work(1);
  await world.work(60);
  expect(world.smtp.mails).toHaveLength(everybody - 2);
});

test('outside the hours nothing is sent', async () => {
  await start();
  await world.work(9 * 60);
  await world.work(-3 * 60);
  expect(world.smtp.mails).toEqual([]);
  expect(await world.portal.services.reminders.history.ofPerson(await world.idOf('1001'))).toEqual(
    [],
  );
});

test('managers are told how many are late in their units, HR how many in all, and no name', async () => {
  await start({
    REMINDER_EMPLOYEE_DAYS: 'none',
    REMINDER_MANAGER_DAYS: '3',
    REMINDER_HR_DAYS: '3',
  });
  await world.record.complete(['1006'], new Date());
  await world.work();
  await expect
    .poll(() => world.receivers())
    .toEqual(['asa.lind', 'gun.granit', 'hans.holm', 'ida.isberg', 'jon.jord']);
  const textTo = (name: string) => {
    const mail = world.smtp.mails.find(({ to }) => to[0]?.startsWith(name));
    return mail ? textOf(mail) : '';
  };
  expect(textTo('gun')).toContain('kursen i it-säkerhet: 3.');
  expect(textTo('hans')).toContain('kursen i it-säkerhet: 1.');
  expect(textTo('ida')).toContain('kursen i it-säkerhet: 2.');
  expect(textTo('asa')).toContain('kursen i it-säkerhet: 12.');
  expect(textTo('gun')).not.toMatch(/Anna|Åström|Öberg/);
});

test('a manager who is late is told of both in one mail', async () => {
  await start({ REMINDER_MANAGER_DAYS: '3' });
  await world.work();
  await expect.poll(() => world.smtp.mails.length).toBe(everybody);
  const mail = world.smtp.mails.find(({ to }) => to[0]?.startsWith('gun'));
  const text = mail ? textOf(mail) : '';
  expect(text).toContain('du har något kvar');
  expect(text).toContain('kursen i it-säkerhet: 3.');
});

test('a reminder that the server refuses is told to HR, and to nobody twice', async () => {
  await start();
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
  const logged = await hr.get('/insyn');
  expect(logged.text).toContain('Såg någons påminnelser');
});

test('turned off, nobody is reminded by rules', async () => {
  await start({ REMINDERS: 'off' });
  await world.work();
  expect(world.smtp.mails).toEqual([]);
  const hr = await world.portal.signInAndReset('3001');
  expect((await hr.get('/paminnelser')).text).toContain('Portalen påminner inte av sig själv');
});

test('without a mail server nothing is begun, and HR is told', async () => {
  await start({ MAIL_SMTP_URL: '' });
  await world.work();
  const hr = await world.portal.signInAndReset('3001');
  const { text } = await hr.get('/paminnelser');
  expect(text).toContain('Portalen har ingen e-postserver');
  expect(text).toContain('Inget har skickats än');
});
