import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditOf, sessionCount } from '../auth/watch-portal.ts';
import { letTimePass } from '../support/let-time-pass.ts';
import { goodPassword, startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import {
  browser,
  codeOn,
  collection,
  enter,
  forgetLimits,
  giveCode,
  idOf,
  minutesOf,
  newCode,
} from './codes-world.ts';

let portal: TestPortal;
let helpdesk: Visitor;
beforeAll(async () => {
  portal = await startTestPortal();
  helpdesk = await portal.signInAndReset('3003');
});
afterAll(() => portal.close());
beforeEach(() => forgetLimits(portal));

const setCode = async (number: string, fields: object) =>
  collection(portal, 'sign-in-codes').updateOne(
    { _id: (await idOf(portal, number)) as never },
    { $set: fields },
  );

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe('the helpdesk', () => {
  test('finds a person by name or number, and that is in the log', async () => {
    await helpdesk.get('/koder');
    for (const namn of ['åström', '1001']) {
      const { text } = await helpdesk.submit('/koder', { namn });
      expect(text).toContain(`/koder/${await idOf(portal, '1001')}`);
      expect((await auditOf(portal))[0]).toMatchObject({ action: 'codes.viewed' });
    }
  });

  test('sees the numbers to call back on, and gives no code without having made sure', async () => {
    const { text, status } = await giveCode(portal, helpdesk, '1001', { satt: 'phone' });
    expect(status).toBe(422);
    expect(text).toContain('070-174 06 05');
    expect(text).toContain('Är du inte säker på vem det är? Lämna då ingen kod.');
    expect(codeOn(text)).toBe('');
    const none = await giveCode(portal, helpdesk, '1001', {
      'hur-id-card': '1',
      'hur-påhitt': '1',
    });
    expect(none.text).toContain('Välj om du läser upp koden eller skriver ut den.');
  });

  test('is shown a code of 80 bits once; who gave it, to whom and how is in the log', async () => {
    const { text } = await giveCode(portal, helpdesk, '1001', {
      'hur-id-card': '1',
      'hur-called-back': '1',
      satt: 'phone',
    });
    expect(codeOn(text)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(await minutesOf(portal, '1001')).toBe(10);
    expect((await auditOf(portal))[0]).toMatchObject({
      action: 'code.issued',
      actor: await idOf(portal, '3003'),
      target: await idOf(portal, '1001'),
      details: { way: 'phone', checks: 'id-card called-back' },
    });
    const page = await helpdesk.get(`/koder/${await idOf(portal, '1001')}`);
    expect(page.text).toContain('Det finns redan en kod');
    expect(page.text).not.toContain(codeOn(text));
  });

  test.each([
    ['themself', '3003'],
    ['somebody who has left', '1005'],
  ])('gives no code to %s', async (_who, number) => {
    await collection(portal, 'employees').updateOne(
      { employeeNumbers: '1005' },
      { $set: { active: false } },
    );
    expect((await giveCode(portal, helpdesk, number)).status).toBe(404);
  });

  test.each(['x', '0123456789abcdef01234567', '%00', '{"$ne":1}'])(
    'gives none to nobody: %s',
    async (id) => {
      const path = `/koder/${encodeURIComponent(id)}`;
      expect((await helpdesk.get(path)).status).toBe(404);
      for (const to of [path, `${path}/kod.pdf`, `${path}/aterkalla`])
        expect((await helpdesk.submit(to, { 'hur-known': '1', satt: 'phone' })).status).toBe(404);
    },
  );

  test.each([
    ['a manager, while the organisation does not allow it', '2001'],
    ['HR', '3001'],
    ['IT', '3002'],
    ['an employee', '1002'],
  ])('is not %s', async (_who, number) => {
    const visitor = await portal.signInAndReset(number);
    expect((await visitor.get('/koder')).status).toBe(403);
    expect((await giveCode(portal, visitor, '1001')).status).toBe(403);
  });
});

describe('a code', () => {
  test('opens one new password, contact details and the course, and nothing else', async () => {
    const visitor = browser(portal);
    const code = await newCode(portal, helpdesk, '1001');
    const began = await enter(portal, '1001', code, visitor);
    expect([began.status, began.headers.location]).toEqual([303, '/losenord']);
    expect((await visitor.get('/losenord')).text).toContain(
      'Du har visat att det är du, med koden',
    );
    expect((await visitor.get('/kurs')).headers.location).toBe('/losenord');
    await visitor.get('/losenord/nytt');
    const changed = await visitor.submit('/losenord/nytt', { password: goodPassword });
    expect(changed.headers.location).toBe('/losenord/klart');
    for (const path of ['/losenord/klart', '/kontakt', '/kurs', '/mina-intyg'])
      expect([path, (await visitor.get(path)).status]).toEqual([path, 200]);
    await letTimePass(portal, '1001');
    const again = await visitor.open('/losenord/bankid');
    expect(again.text).toContain('Du behöver en kod till');
    expect((await visitor.get('/losenord/nytt')).status).toBe(303);
  });

  test('gives whoever has other roles those of an employee alone', async () => {
    const visitor = browser(portal);
    await enter(portal, '3001', await newCode(portal, helpdesk, '3001'), visitor);
    await visitor.get('/losenord/nytt');
    await visitor.submit('/losenord/nytt', { password: goodPassword });
    expect((await visitor.get('/kurs')).text).not.toContain('/uppfoljning');
    for (const path of ['/uppfoljning', '/insyn', '/kontakter', '/verktyg', '/koder']) {
      const { status, text } = await visitor.get(path);
      expect([path, status]).toEqual([path, 403]);
      expect(text).toContain('Det här kräver BankID');
    }
  });

  test('is taken with the login too, in small letters and spaces, with O for 0', async () => {
    const code = (await newCode(portal, helpdesk, '1002')).toLowerCase();
    const typed = code.replaceAll('-', ' ').replaceAll('0', 'o');
    expect((await enter(portal, ' Bo.Oberg@norrstrand.example', typed)).status).toBe(303);
  });

  test('is used up once, also by four browsers at once', async () => {
    const code = await newCode(portal, helpdesk, '1002');
    const before = await sessionCount(portal);
    const answers = await Promise.all(Array.from({ length: 4 }, () => enter(portal, '1002', code)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422, 422, 422]);
    expect(await sessionCount(portal)).toBe(before + 1);
    expect((await enter(portal, '1002', code)).status).toBe(422);
  });

  test('is worthless once there is a new one, or once it is withdrawn', async () => {
    const first = await newCode(portal, helpdesk, '1002');
    const second = await newCode(portal, helpdesk, '1002');
    expect((await enter(portal, '1002', first)).status).toBe(422);
    const path = `/koder/${await idOf(portal, '1002')}`;
    const utgava = helpdesk.hidden((await helpdesk.get(path)).text, 'utgava');
    expect((await helpdesk.submit(`${path}/aterkalla`, { utgava })).status).toBe(303);
    expect((await auditOf(portal))[0]).toMatchObject({ action: 'code.revoked' });
    expect((await enter(portal, '1002', second)).status).toBe(422);
  });

  test('on paper works for 72 hours, and not after', async () => {
    const code = await newCode(portal, helpdesk, '1002');
    expect(await minutesOf(portal, '1002')).toBe(72 * 60);
    await setCode('1002', { expiresAt: ago(0) });
    expect((await enter(portal, '1002', code)).status).toBe(422);
  });

  test('that a clock gave which was ahead and is set right opens nothing', async () => {
    const code = await newCode(portal, helpdesk, '1002');
    await setCode('1002', { issuedAt: ago(-10), approvedAt: ago(-10), expiresAt: ago(-20) });
    expect((await enter(portal, '1002', code)).status).toBe(422);
  });

  test('is dead after five wrong ones, however they were spread', async () => {
    const code = await newCode(portal, helpdesk, '1002');
    for (let tries = 0; tries < 5; tries += 1) {
      await enter(portal, '1002', '0000-0000-0000-0000');
      await forgetLimits(portal);
    }
    expect((await enter(portal, '1002', code)).status).toBe(422);
  });

  test('survives what cannot be a code at all: a slip costs no try of its five', async () => {
    const code = await newCode(portal, helpdesk, '1002');
    for (let tries = 0; tries < 6; tries += 1) {
      await enter(portal, '1002', code.slice(1));
      await forgetLimits(portal);
    }
    expect((await enter(portal, '1002', code)).status).toBe(303);
  });

  test('is good for nobody else, and for nobody who has left or is no employee', async () => {
    const code = await newCode(portal, helpdesk, '1002');
    expect((await enter(portal, '1003', code)).status).toBe(422);
    const bo = { employeeNumbers: '1002' };
    const employees = collection(portal, 'employees');
    for (const [fields, back] of [
      [{ active: false }, { active: true }],
      [{ roles: ['hr'] }, { roles: ['employee'] }],
    ] as const) {
      await employees.updateOne(bo, { $set: fields });
      expect((await enter(portal, '1002', code)).status).toBe(422);
      await employees.updateOne(bo, { $set: back });
    }
    expect((await enter(portal, '1002', code)).status).toBe(303);
  });

  test('opens a sitting of four hours, and a password within thirty minutes', async () => {
    const visitor = browser(portal);
    await enter(portal, '1002', await newCode(portal, helpdesk, '1002'), visitor);
    const stepUps = collection(portal, 'step-ups');
    const signedIn = (at: Date) =>
      collection(portal, 'sessions').updateMany(
        { 'session.signIn.level': 'code' },
        { $set: { 'session.signIn.signedInAt': at } },
      );
    await stepUps.updateMany({ by: 'code' }, { $set: { createdAt: ago(29) } });
    expect((await visitor.get('/losenord/nytt')).status).toBe(200);
    await stepUps.updateMany({ by: 'code' }, { $set: { createdAt: ago(31) } });
    expect((await visitor.get('/losenord/nytt')).status).toBe(303);
    await collection(portal, 'employees').updateOne(
      { employeeNumbers: '1002' },
      { $set: { sessionsValidAfter: new Date(0) } },
    );
    await signedIn(ago(239));
    expect((await visitor.get('/losenord')).status).toBe(200);
    await signedIn(ago(241));
    expect((await visitor.get('/losenord')).headers.location).toMatch(/^\/auth\/login/);
  });
});

describe('whoever guesses', () => {
  test.each([
    ['nobody’s number', '9999'],
    ['a number without a code', '1003'],
    ['a number with a code', '1004'],
    ['a personal number', '199112102380'],
    ['nothing', ''],
    ['much too much', 'x'.repeat(5000)],
    ['odd signs', '\u0000{"$gt":""}'],
  ])('gets the same answer with %s', async (_what, namn) => {
    await newCode(portal, helpdesk, '1004');
    for (const kod of ['0000-0000-0000-0000', '', 'y'.repeat(5000)]) {
      const { status, text } = await enter(portal, namn, kod);
      expect(status).toBe(422);
      expect(text).toContain('Numret eller koden stämmer inte, eller så gäller koden inte längre');
      expect(text).not.toContain('y'.repeat(100));
    }
  });

  test.each([['1004'], ['9999']])('is stopped after five tries, known or not: %s', async (namn) => {
    for (let tries = 0; tries < 5; tries += 1)
      expect((await enter(portal, namn, '0000-0000-0000-0000')).status).toBe(422);
    const stopped = await enter(portal, namn, '0000-0000-0000-0000');
    expect([stopped.status, stopped.headers['retry-after']]).toEqual([429, '900']);
  });

  test('cannot tell by being stopped whose login a number is', async () => {
    await newCode(portal, helpdesk, '1004');
    for (let tries = 0; tries < 5; tries += 1) await enter(portal, '1004', '0000-0000-0000-0000');
    const other = await enter(portal, 'dana@norrstrand.example', '0000-0000-0000-0000');
    expect(other.status).toBe(422);
  });

  test('gets nowhere with many at once', async () => {
    const code = await newCode(portal, helpdesk, '1004');
    const wrong = Array.from({ length: 8 }, () => enter(portal, '1004', '0000-0000-0000-0000'));
    const statuses = (await Promise.all(wrong)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 422)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
    await forgetLimits(portal);
    expect((await enter(portal, '1004', code)).status).toBe(422);
  });

  test('is stopped by address too; whoever gets in right does not count', async () => {
    await collection(portal, 'rate-limits').insertOne({
      key: 'code-address:127.0.0.1',
      points: 100,
      expire: new Date(Date.now() + 60_000),
    });
    expect((await enter(portal, '9998', '0000-0000-0000-0000')).status).toBe(429);
    await forgetLimits(portal);
    for (const number of ['1002', '1003'])
      await enter(portal, number, await newCode(portal, helpdesk, number));
    const counted = await collection(portal, 'rate-limits').findOne({
      key: 'code-address:127.0.0.1',
    });
    expect(counted).toBe(null);
  });

  test('is written in the log, by whom it was about when there is one', async () => {
    await enter(portal, '1004', '0000-0000-0000-0000');
    expect((await auditOf(portal))[0]).toMatchObject({
      action: 'code.refused',
      result: 'refused',
      target: await idOf(portal, '1004'),
    });
  });

  test('gets a new code from the helpdesk and may try at once', async () => {
    for (let tries = 0; tries < 6; tries += 1) await enter(portal, '1004', '0000-0000-0000-0000');
    const code = await newCode(portal, helpdesk, '1004');
    expect((await enter(portal, '1004', code)).status).toBe(303);
  });
});

test('another site’s form, or a browser that does not say where from, is not heard', async () => {
  const code = await newCode(portal, helpdesk, '1004');
  const silent = portal.visitor();
  expect((await silent.submit('/utan-bankid', { namn: '1004', kod: code })).status).toBe(401);
  const foreign = portal.visitor().always('Origin', 'https://evil.example');
  expect((await foreign.submit('/utan-bankid', { namn: '1004', kod: code })).status).toBe(401);
  expect((await enter(portal, '1004', code)).status).toBe(303);
});
