import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goodPassword, startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const typed = { mobile: '070-17', email: 'halv@', answer: 'yes' };

/** The contact form, half filled in, of somebody whose session has ended meanwhile. */
const sendLate = async (number: string): Promise<Visitor> => {
  const visitor = await portal.signInAndReset(number);
  const page = (await visitor.get('/kontakt')).text;
  const owner = visitor.hidden(page, '_owner');
  const csrf = visitor.hidden(page, '_csrf');
  await portal.services.store.connection.collection('sessions').deleteMany({});
  const late = await visitor.post('/kontakt', { ...typed, _csrf: csrf, _owner: owner });
  expect(late.status).toBe(401);
  expect(late.text).toContain('Det du hade skrivit är kvar.');
  expect(late.text).toContain('href="/auth/login?till=%2Fkontakt"');
  return visitor;
};

const signInAgain = async (visitor: Visitor, number: string) => {
  const person = portal.person(number);
  const answer = await portal.identify(visitor, '/auth/login?till=/kontakt', person);
  return (await visitor.follow(answer)).text;
};

const contactForm = (page: string): string => {
  const form = /<form id="main-form"[\s\S]*?<\/form>/.exec(page)?.[0];
  if (!form) throw new Error('There is no contact form on this page.');
  return form;
};

describe('what was typed when the session ended', () => {
  test('is back after signing in again, once', async () => {
    const visitor = await sendLate('1001');
    const back = contactForm(await signInAgain(visitor, '1001'));
    expect(back).toContain('value="070-17"');
    expect(back).toContain('value="halv@"');
    expect(contactForm((await visitor.get('/kontakt')).text)).not.toContain('070-17"');
  });

  test('is not shown to whoever signs in next in the same browser', async () => {
    const visitor = await sendLate('1002');
    await portal.signInAndReset('1003');
    expect(contactForm(await signInAgain(visitor, '1003'))).not.toContain('070-17"');
  });

  test('is kept for a script too, which asks on the person’s behalf', async () => {
    const visitor = await portal.signInAndReset('1006');
    await visitor.get('/kontakt');
    await portal.services.store.connection.collection('sessions').deleteMany({});
    const late = await visitor.from('/kontakt').submit('/kvar', typed, 'application/json');
    expect(late.status).toBe(401);
    expect(contactForm(await signInAgain(visitor, '1006'))).toContain('value="070-17"');
  });

  test('does not become another person’s who signed in meanwhile, but waits for the first', async () => {
    const visitor = await portal.signInAndReset('1002');
    const page = (await visitor.get('/kontakt')).text;
    const hidden = { _csrf: visitor.hidden(page, '_csrf'), _owner: visitor.hidden(page, '_owner') };
    await portal.signInAndReset('1003');
    await signInAgain(visitor, '1003');
    const late = await visitor.post('/kontakt', { ...typed, ...hidden });
    expect(late.status).toBe(403);
    expect(late.text).not.toContain('Det du hade skrivit är kvar.');
    expect(contactForm((await visitor.get('/kontakt')).text)).not.toContain('070-17');
    expect(contactForm(await signInAgain(visitor, '1002'))).toContain('value="070-17"');
  });

  test('cannot be read or made by the browser', async () => {
    const visitor = await sendLate('1004');
    const cookie = visitor.cookies.get('portal.kept') ?? '';
    expect(Buffer.from(cookie, 'base64url').toString('latin1')).not.toContain('070-17');
    const changed = `${cookie.slice(0, -2)}${cookie.endsWith('A') ? 'BB' : 'AA'}`;
    visitor.cookies.set('portal.kept', changed);
    expect(contactForm(await signInAgain(visitor, '1004'))).not.toContain('070-17"');
  });

  test('is not kept when it is a password', async () => {
    const visitor = await portal.signIn('1005');
    const person = portal.person('1005');
    await visitor.follow(await portal.identify(visitor, '/auth/stepup?syfte=reset', person));
    await portal.services.store.connection.collection('sessions').deleteMany({});
    const late = await visitor.submit('/losenord/nytt', { password: goodPassword, _owner: 'x' });
    expect(late.status).toBe(401);
    expect(late.text).not.toContain('Det du hade skrivit är kvar.');
    expect(visitor.cookies.has('portal.kept')).toBe(false);
  });
});

describe('a form that cannot be taken', () => {
  test('with a token that has become too old leads back to what was typed', async () => {
    const visitor = await portal.signInAndReset('1001');
    await visitor.get('/kontakt');
    const page = await visitor.submit('/kontakt', { ...typed, _csrf: 'old' });
    expect(page.status).toBe(403);
    expect(page.text).toContain('href="/kontakt">Tillbaka till sidan');
    expect(contactForm((await visitor.get('/kontakt')).text)).toContain('value="halv@"');
  });

  test('and is more than a browser takes as a cookie is not said to be kept', async () => {
    const visitor = await portal.signInAndReset('1006');
    await visitor.get('/kontakt');
    const email = 'ö'.repeat(2000);
    const page = await visitor.submit('/kontakt', { email, answer: 'yes', _csrf: 'old' });
    expect(page.text).not.toContain('Det du hade skrivit är kvar.');
    expect(visitor.cookies.has('portal.kept')).toBe(false);
  });

  test('while the store is down is kept until it is back', async () => {
    const own = await startTestPortal();
    const visitor = await own.signInAndReset('1001');
    await visitor.get('/kontakt');
    await own.services.store.close();
    const down = await visitor.submit('/kontakt', typed);
    expect(down.status).toBe(503);
    expect(down.text).toContain('Det du hade skrivit är kvar.');
    expect(down.text).toContain('href="/kontakt">Försök igen');
    await own.close().catch(() => undefined);
  });
});

describe('changing the language', () => {
  test('keeps the place and what is half typed', async () => {
    const visitor = await portal.signInAndReset('1001');
    const page = (await visitor.get('/kontakt')).text;
    expect(page).toContain('form="main-form" formaction="/kvar?sprak=en"');
    const switched = await visitor.from('/kontakt').submit('/kvar?sprak=en', typed);
    expect(switched.headers.location).toBe('/kontakt');
    const back = (await visitor.follow(switched)).text;
    expect(back).toContain('lang="en"');
    expect(contactForm(back)).toContain('value="070-17"');
  });

  test('keeps what stands in a filter that has not been used yet', async () => {
    const it = await portal.signInAndReset('3002');
    const { text } = await it.get('/logg?resultat=ok');
    const [, place = ''] = /formaction="\/sprak\/en" name="(\w+)" value="\/logg"/.exec(text) ?? [];
    expect(place).not.toBe('');
    expect(text).not.toMatch(new RegExp(`<(input|select)[^>]* name="${place}"`));
    const typed = 'person=%C3%A5s&handelse=&fran=&till=2026-11-28';
    const switched = await it.get(`/sprak/en?${place}=/logg&${typed}`);
    expect(switched.headers.location).toBe(`/logg?${typed}`);
    expect((await it.follow(switched)).text).toContain('value="ås"');
  });

  test('keeps a name that is to be searched for, which never stands in an address', async () => {
    const hr = await portal.signInAndReset('3001');
    await hr.open('/uppfoljning/personer');
    const switched = await hr
      .from('/uppfoljning/personer')
      .submit('/kvar?sprak=en', { namn: 'ås' });
    expect(switched.headers.location).not.toContain('s=');
    expect((await hr.follow(switched)).text).toContain('value="ås"');
  });

  test('leads nowhere else', async () => {
    const visitor = await portal.signInAndReset('1003');
    const to = await visitor.get('/sprak/en?tillbaka=//evil.example&a=b');
    expect(to.headers.location).toBe('/?a=b');
    for (const address of ['/kvar', '/kvar?sprak=en']) {
      const from = await visitor.from('https://evil.example/x').submit(address, typed);
      expect(from.headers.location).toBe('/');
    }
  });
});

/** Lets the visitor's session be as old as it may become, and so much more. */
const growOld = async (visitor: Visitor, number: string, moreMs: number) => {
  const sessions = portal.services.store.connection.collection('sessions');
  const id = /^s:([^.]+)\./.exec(decodeURIComponent(visitor.cookies.get('portal.sid') ?? ''))?.[1];
  const employees = portal.services.store.connection.collection('employees');
  const past = new Date(Date.now() - 12 * 3_600_000 - moreMs);
  await employees.updateOne({ employeeNumbers: number }, { $set: { sessionsValidAfter: past } });
  await sessions.updateOne({ _id: id as never }, { $set: { 'session.signIn.signedInAt': past } });
};

test('a session ends after its longest time, however much it is used', async () => {
  const visitor = await portal.signInAndReset('1001');
  await growOld(visitor, '1001', 1000);
  const stay = await visitor.submit('/kvar', {}, 'application/json');
  expect([stay.status, stay.body]).toMatchObject([401, { code: 'SIGN_IN_REQUIRED' }]);
  expect((await visitor.get('/kurs')).headers.location).toMatch(/^\/auth\/login/);
});

test('whoever asks to stay is told for how many seconds, which the longest time limits', async () => {
  const visitor = await portal.signInAndReset('1002');
  const left = async () => {
    const answer = await visitor.submit('/kvar', {}, 'application/json');
    return (answer.body as { secondsLeft: number }).secondsLeft;
  };
  expect(Math.abs((await left()) - 19 * 60)).toBeLessThan(10);
  await growOld(visitor, '1002', -5 * 60_000);
  expect(Math.abs((await left()) - 5 * 60)).toBeLessThan(10);
});
