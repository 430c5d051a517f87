import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEmployeeStore } from '../../src/employees/index.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { auditOf, sessionCount } from './watch-portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const employees = () => portal.services.store.connection.collection('employees');
const change = (number: string, fields: object) =>
  employees().updateOne({ employeeNumbers: number }, { $set: fields });

describe('a session', () => {
  test('is nothing a visitor has', async () => {
    const before = await sessionCount(portal);
    const visitor = portal.visitor();
    const response = await visitor.get('/');
    expect(response.status).toBe(200);
    expect(visitor.cookies.has('portal.sid')).toBe(false);
    expect(await sessionCount(portal)).toBe(before);
  });

  test('has a cookie that scripts and other sites do not get', async () => {
    const response = await portal.identify(portal.visitor(), '/auth/login', portal.person('1001'));
    const cookie = String(response.headers['set-cookie']);
    expect(cookie).toMatch(/portal\.sid=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax/);
  });

  test('says who, since when, and nothing of rights', async () => {
    await portal.signIn('3001');
    const newest = { sort: { lastModified: -1 } } as const;
    const stored = await portal.services.store.connection
      .collection('sessions')
      .findOne({}, newest);
    const { signIn } = stored?.session as { signIn: object };
    expect(Object.keys(signIn).sort()).toEqual([
      'employeeId',
      'key',
      'level',
      'provider',
      'signedInAt',
    ]);
  });

  test('ends at the next click when the person has left', async () => {
    const visitor = await portal.signIn('1003');
    await change('1003', { active: false });
    expect((await visitor.get('/losenord')).headers.location).toMatch(/^\/auth\/login/);
    expect((await visitor.submit('/losenord/nytt', {})).status).toBe(401);
    await change('1003', { active: true });
    expect((await visitor.get('/losenord')).headers.location).toMatch(/^\/auth\/login/);
  });

  test('ends when all sessions of the person are ended, in every browser', async () => {
    const visitors = [await portal.signIn('1004'), await portal.signIn('1004')];
    const { _id } = (await employees().findOne({ employeeNumbers: '1004' })) ?? {};
    await createEmployeeStore(portal.services.store.connection).endSessions(
      String(_id),
      new Date(),
    );
    for (const visitor of visitors)
      expect((await visitor.get('/losenord')).headers.location).toMatch(/^\/auth\/login/);
  });

  test('begun after all others were ended counts, whichever clock was ahead', async () => {
    await change('1004', { sessionsValidAfter: new Date(Date.now() + 60_000) });
    const visitor = await portal.signIn('1004');
    expect((await visitor.get('/losenord')).status).toBe(200);
    await change('1004', { sessionsValidAfter: new Date(Date.now() + 120_000) });
    expect((await visitor.get('/losenord')).headers.location).toMatch(/^\/auth\/login/);
  });

  test('ends at a reset too, though a clock that was ahead ended all sessions last', async () => {
    await change('1006', { sessionsValidAfter: new Date(Date.now() + 60_000) });
    const elsewhere = await portal.signIn('1006');
    const here = await portal.signInAndReset('1006');
    expect((await elsewhere.get('/losenord')).headers.location).toMatch(/^\/auth\/login/);
    expect((await here.get('/kurs')).status).toBe(200);
  });

  test('gives the roles of this moment', async () => {
    await change('1005', { roles: ['employee', 'hr'], resetRequiredSince: null });
    const visitor = await portal.signIn('1005');
    expect((await visitor.get('/uppfoljning')).status).toBe(200);
    await change('1005', { roles: ['employee'] });
    expect((await visitor.get('/uppfoljning')).status).toBe(403);
  });

  test('ends with signing out, which is audited', async () => {
    const visitor = await portal.signIn('1002');
    await visitor.get('/losenord');
    const old = visitor.cookies.get('portal.sid') ?? '';
    const response = await visitor.submit('/auth/logout');
    expect(response.status).toBe(303);
    expect(visitor.cookies.has('portal.sid')).toBe(false);
    visitor.cookies.set('portal.sid', old);
    expect((await visitor.get('/losenord')).headers.location).toMatch(/^\/auth\/login/);
    expect((await auditOf(portal))[0]?.action).toBe('signin.ended');
  });

  test('is not ended by another site', async () => {
    const visitor = await portal.signIn('1002');
    expect((await visitor.post('/auth/logout', {})).status).toBe(403);
    expect((await visitor.get('/losenord')).status).toBe(200);
  });
});

describe('while a new login is required', () => {
  test('a page leads to the reset and a form is refused', async () => {
    const visitor = await portal.signIn('2001');
    expect((await visitor.get('/uppfoljning')).headers.location).toBe('/losenord');
    await visitor.get('/losenord');
    expect((await visitor.submit('/kurs/varfor/klar')).status).toBe(403);
    expect((await visitor.get('/hjalp')).status).toBe(200);
  });
});

describe('a visitor', () => {
  test('is sent to sign in and back again', async () => {
    const visitor = portal.visitor();
    const first = await visitor.get('/uppfoljning/personer?status=kvar');
    expect(first.status).toBe(303);
    const login = first.headers.location ?? '';
    expect(login).toBe('/auth/login?till=%2Fuppfoljning%2Fpersoner%3Fstatus%3Dkvar');
    const back = await portal.identify(visitor, login, portal.person('1001'));
    expect(back.headers.location).toBe('/uppfoljning/personer?status=kvar');
  });
});
