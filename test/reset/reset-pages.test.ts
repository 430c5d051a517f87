import { afterAll, beforeAll, expect, test } from 'vitest';
import { letTimePass } from '../support/let-time-pass.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

const password = 'torsk lykta bastu vinter';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const freshBankId = async (visitor: Visitor, id: string) =>
  visitor.follow(await portal.identify(visitor, '/auth/stepup?syfte=reset', portal.person(id)));

/** Signed in and through BankID once more: on the page for the new password. */
const onPasswordPage = async (id: string, language = 'sv') => {
  const visitor = await portal.signIn(id, language);
  return { visitor, page: await freshBankId(visitor, id) };
};

const sendPassword = (visitor: Visitor, text: string) =>
  visitor.submit('/losenord/nytt', { password: text });

const leadsTo = (response: { status: number; headers: unknown }, address: string) => {
  expect(response.status).toBe(303);
  expect((response.headers as { location: string }).location).toBe(address);
};

test('a person who must reset is led to the reason, from there to BankID, and no further', async () => {
  const anna = await portal.signIn('1001');
  leadsTo(await anna.get('/kurs'), '/losenord');
  const why = await anna.get('/losenord');
  expect(why.text).toContain('Efter IT‑attacken');
  expect(why.text).toContain('href="/losenord/bankid"');
  leadsTo(await anna.get('/losenord/bankid'), '/auth/stepup?syfte=reset');
  leadsTo(await anna.get('/losenord/nytt'), '/losenord');
  leadsTo(await anna.get('/losenord/klart'), '/losenord');
});

test('a password that is sent when BankID has grown too old changes nothing, and the page says so', async () => {
  const gustav = await portal.signIn('3003');
  expect((await gustav.get('/losenord')).text).not.toContain('blev inte ditt lösenord');
  leadsTo(await sendPassword(gustav, password), '/losenord?igen=1');
  const why = await gustav.get('/losenord?igen=1');
  expect(why.text).toMatch(/role="alert"[^>]*><p>Det du skrev nyss blev inte ditt lösenord/);
  expect(why.text).toContain('href="/losenord/bankid"');
});

test('a visitor is asked to sign in first', async () => {
  const response = await portal.visitor().get('/losenord/nytt');
  leadsTo(response, '/auth/login?till=%2Flosenord%2Fnytt');
});

test('after BankID the page names the login, three suggestions and every rule', async () => {
  const { page } = await onPasswordPage('1001');
  expect(page.status).toBe(200);
  expect(page.headers['cache-control']).toContain('no-store');
  expect(page.text).toContain('Steg 3 av 4');
  expect(page.text.replaceAll('<wbr>', '')).toMatch(/<strong>anna\.astrom[^<]*<\/strong>/);
  expect(page.text.match(/name="suggestion"/g)).toHaveLength(3);
  expect(page.text.match(/<li data-rule="/g)).toHaveLength(6);
  expect(page.text).toContain('Minst 15 tecken');
  expect(page.text).not.toContain('data-met');
});

test('an accepted password leads to what to do next, and opens the course', async () => {
  const { visitor: anna } = await onPasswordPage('1001');
  leadsTo(await sendPassword(anna, password), '/losenord/klart');
  const done = await anna.get('/losenord/klart');
  expect(done.text).toContain('Klart! Ditt nya lösenord gäller');
  expect(done.text).toContain('href="/kontakt"');
  expect((await anna.get('/kurs')).status).toBe(200);

  // Back, and sent again: it is done.
  leadsTo(await anna.get('/losenord/nytt'), '/losenord/klart');
  leadsTo(await sendPassword(anna, password), '/losenord/klart');
});

test('another session of the same person has ended, the one that changed lives on', async () => {
  const elsewhere = await portal.signIn('1002');
  const { visitor: bo } = await onPasswordPage('1002');
  await sendPassword(bo, password);
  leadsTo(await elsewhere.get('/losenord'), '/auth/login?till=%2Flosenord');
  expect((await bo.get('/losenord/klart')).status).toBe(200);
});

test('a form sent twice at once is no fault', async () => {
  const { visitor: cilla } = await onPasswordPage('1003');
  const both = await Promise.all([sendPassword(cilla, password), sendPassword(cilla, password)]);
  for (const response of both) leadsTo(response, '/losenord/klart');
  expect((await cilla.get('/losenord/klart')).status).toBe(200);
});

test('a refused password is told by rule, is not shown again, and may be followed by a better', async () => {
  const { visitor: eli } = await onPasswordPage('1005');
  const refused = await sendPassword(eli, 'Sommaren2024!');
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('<title>Fel: ');
  expect(refused.text).toContain('Lösenordet är inte ändrat');
  expect(refused.text).toContain('Lägg till ord tills det är minst 15 tecken');
  expect(refused.text).toMatch(/<li data-rule="long-enough" data-met="no">/);
  expect(refused.text).toMatch(/<li data-rule="not-personal" data-met="yes">/);
  expect(refused.text).not.toContain('Sommaren2024');
  leadsTo(await sendPassword(eli, password), '/losenord/klart');
});

test.each([
  ['sv', 'Det är för lätt att gissa. Lägg till två ord som inte hör ihop.'],
  ['en', 'It is too easy to guess. Add two words that do not belong together.'],
])('two municipalities are long enough, yet too easy to guess (%s)', async (language, why) => {
  const { visitor: gun } = await onPasswordPage('2002', language);
  const refused = await sendPassword(gun, 'Arvidsjaur Jokkmokk');
  expect(refused.status).toBe(422);
  expect(refused.text).toMatch(/<li data-rule="hard-to-guess" data-met="no">/);
  expect(refused.text.match(/data-met="no"/g)).toHaveLength(1);
  expect(refused.text).toContain(why);

  const live = await gun.submit('/losenord/nytt/regler', { password: 'Arvidsjaur Jokkmokk' });
  expect(live.body).toMatchObject({
    rules: expect.arrayContaining([
      expect.objectContaining({ id: 'hard-to-guess', state: 'unmet' }),
    ]) as unknown,
  });
});

test('the password a person has is refused as one of the latest, in English too', async () => {
  const { visitor: dana } = await onPasswordPage('1004', 'en');
  await sendPassword(dana, password);
  await letTimePass(portal, '1004');
  const page = await freshBankId(dana, '1004');
  expect(page.text).toContain('Choose a new password');
  const refused = await sendPassword(dana, password);
  expect(refused.status).toBe(422);
  expect(refused.text).toMatch(/<li data-rule="not-recent" data-met="no">/);
});

test('without script a suggestion comes back in the field, ready to be sent', async () => {
  const { visitor: fia, page } = await onPasswordPage('1006');
  const suggestion = /name="suggestion" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const chosen = await fia.submit('/losenord/nytt', { suggestion });
  expect(chosen.status).toBe(200);
  expect(fia.hidden(chosen.text, 'password')).toBe(suggestion);
  leadsTo(await sendPassword(fia, suggestion), '/losenord/klart');
});

test('nothing but a suggestion is ever put into the field', async () => {
  const { visitor } = await onPasswordPage('2001');
  const answer = await visitor.submit('/losenord/nytt', { suggestion: '"><i>mitt eget lösenord' });
  expect(answer.status).toBe(422);
  expect(answer.text).not.toContain('mitt eget');
});

test('the live rules answer as the form would, keep nothing and do not count as tries', async () => {
  const { visitor } = await onPasswordPage('2002');
  for (let i = 0; i < 8; i += 1) {
    const live = await visitor.submit('/losenord/nytt/regler', { password: 'Sommaren2024!' });
    expect(live.body).toMatchObject({ summary: '3 regler kvar.' });
    expect(live.text).not.toContain('Sommaren2024');
  }
  const live = await visitor.submit('/losenord/nytt/regler', { password });
  expect(live.body).toMatchObject({
    summary: 'Alla regler är uppfyllda.',
    rules: expect.arrayContaining([
      { id: 'long-enough', state: 'met', text: 'Minst 15 tecken', words: 'uppfyllt' },
      expect.objectContaining({ id: 'not-recent', state: 'open' }),
    ]) as unknown,
  });
  leadsTo(await sendPassword(visitor, password), '/losenord/klart');
});

test('the sixth try within a quarter of an hour is asked to wait', async () => {
  leadsTo(await sendPassword((await onPasswordPage('2003')).visitor, password), '/losenord/klart');
  await letTimePass(portal, '2003');
  const { visitor } = await onPasswordPage('2003');
  for (let i = 0; i < 4; i += 1) expect((await sendPassword(visitor, password)).status).toBe(422);
  const waiting = await sendPassword(visitor, password);
  expect(waiting.status).toBe(429);
  expect(waiting.headers['retry-after']).toBe('900');
  expect(waiting.text).toContain('Vänta en kvart');
  expect((await visitor.get('/losenord/nytt')).status).toBe(200);
});

test.each([
  ['nothing', {}],
  ['two passwords', { password: [password, password] }],
  ['an object', { 'password[length]': '20' }],
  ['a password of 5,000 characters', { password: 'kvist '.repeat(833) }],
])('%s instead of a password is answered with the rules', async (_what, form) => {
  const { visitor } = await onPasswordPage('2004');
  const answer = await visitor.submit('/losenord/nytt', form);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Minst 15 tecken');
});

test('a person whose login is closed is told whom to call', async () => {
  const { visitor } = await onPasswordPage('3003');
  const { connection } = portal.services.store;
  const closed = { employeeNumbers: '3003' };
  await connection.model('DirectoryAccount').updateOne(closed, { disabled: true });
  for (const answer of [
    await visitor.get('/losenord/nytt'),
    await sendPassword(visitor, password),
  ]) {
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Din inloggning är avstängd');
    expect(answer.text).toContain('href="tel:');
  }
});

test('while the directory is silent nothing is lost: the same page, and then the same password', async () => {
  const { visitor } = await onPasswordPage('3001');
  const { directory } = portal.services.reset;
  const { resetPassword } = directory;
  directory.resetPassword = () => Promise.resolve({ kind: 'unavailable' });
  const silent = await sendPassword(visitor, password);
  directory.resetPassword = resetPassword;
  expect(silent.status).toBe(503);
  expect(silent.text).toContain('svarar inte just nu');
  leadsTo(await sendPassword(visitor, password), '/losenord/klart');
});

test('without the form’s token nothing is changed', async () => {
  const { visitor } = await onPasswordPage('2001');
  expect((await visitor.post('/losenord/nytt', { password })).status).toBe(403);
  expect((await visitor.get('/losenord/nytt')).status).toBe(200);
});

test('a person who is done may change again, and is told why they would', async () => {
  const { visitor } = await onPasswordPage('3002');
  await sendPassword(visitor, password);
  await letTimePass(portal, '3002');
  const why = await visitor.get('/losenord');
  expect(why.text).toContain('Har du glömt ditt lösenord');
  await freshBankId(visitor, '3002');
  leadsTo(await sendPassword(visitor, 'moln hjortron mossa båt'), '/losenord/klart');
});

const wait = {
  sv: [/Du bytte lösenord nyss/, /byttes klockan \d\d:\d\d/, /igen först klockan \d\d:\d\d/],
  en: [/You have just changed your password/, /changed at \d\d:\d\d/, /again until \d\d:\d\d/],
};

test.each([
  ['1006', 'sv'],
  ['1002', 'en'],
] as const)(
  'of two resets in ten minutes the second is asked to wait, in words, before BankID (%s, %s)',
  async (id, language) => {
    await letTimePass(portal, id);
    const { visitor } = await onPasswordPage(id, language);
    leadsTo(await sendPassword(visitor, 'moln hjortron mossa båt'), '/losenord/klart');
    for (const path of ['/losenord', '/losenord/bankid']) {
      const told = await visitor.get(path);
      expect(told.status).toBe(200);
      for (const words of wait[language]) expect(told.text).toMatch(words);
      expect(told.text).toContain('href="tel:');
    }

    // With a fresh BankID from before, or from an old tab, all the same.
    const asked = await freshBankId(visitor, id);
    expect(asked.text).toMatch(wait[language][0] ?? '');
    await visitor.get('/kurs');
    const refused = await visitor.from('/kontakt').submit('/losenord/nytt', { password });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(500);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(600);
    expect(refused.text).toContain({ sv: 'ändrade ingenting', en: 'changed nothing' }[language]);
    expect(refused.text).not.toContain('hjortron');
    await letTimePass(portal, id);
    leadsTo(await sendPassword(visitor, 'ek tuva stork pärla åska'), '/losenord/klart');
  },
);

test('no password that was sent stands in the log', () => {
  expect(portal.logText()).toContain('/losenord/nytt');
  for (const sent of [password, 'torsk', 'Sommaren2024', 'hjortron'])
    expect(portal.logText()).not.toContain(sent);
});
