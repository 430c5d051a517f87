import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditOf } from '../auth/watch-portal.ts';
import { pdftotext } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import {
  browser,
  codeOn,
  collection,
  enter,
  giveCode,
  idOf,
  minutesOf,
  newCode,
} from './codes-world.ts';

describe('where a second person approves, and managers give codes', () => {
  let portal: TestPortal;
  let helpdesk: Visitor;
  let it: Visitor;
  beforeAll(async () => {
    portal = await startTestPortal({
      environment: { HELPDESK_CODE_APPROVAL: 'on', HELPDESK_CODE_MANAGERS: 'on' },
    });
    helpdesk = await portal.signInAndReset('3003');
    it = await portal.signInAndReset('3002');
  });
  afterAll(() => portal.close());

  /** Presses the button for this person on the page of codes that are out. */
  const settle = async (who: Visitor, number: string, what: 'godkann' | 'aterkalla') => {
    const action = `/utlamnade-koder/${await idOf(portal, number)}/${what}`;
    const { text } = await who.get('/utlamnade-koder');
    const form = text.slice(Math.max(0, text.indexOf(action)));
    return who.submit(action, { utgava: who.hidden(form, 'utgava') });
  };

  test('a code works once somebody else has approved it, and its time runs from then', async () => {
    const { text } = await giveCode(portal, helpdesk, '1001');
    expect(text).toContain('Koden fungerar inte än');
    const early = await enter(portal, '1001', codeOn(text));
    expect([early.status, early.text.includes('någon hos oss måste godkänna den')]).toEqual([
      409,
      true,
    ]);
    expect((await settle(helpdesk, '1001', 'godkann')).headers.location).toContain('svar=late');
    expect((await enter(portal, '1001', codeOn(text))).status).toBe(409);
    expect((await settle(it, '1001', 'godkann')).headers.location).toContain('svar=approved');
    expect((await auditOf(portal))[0]).toMatchObject({
      action: 'code.approved',
      actor: await idOf(portal, '3002'),
      target: await idOf(portal, '1001'),
    });
    expect(await minutesOf(portal, '1001')).toBeCloseTo(72 * 60, 1);
    expect((await enter(portal, '1001', codeOn(text))).status).toBe(303);
  });

  test('nobody approves a code for themself, and none that was replaced meanwhile', async () => {
    await giveCode(portal, helpdesk, '3002');
    expect((await settle(it, '3002', 'godkann')).headers.location).toContain('svar=late');
    await giveCode(portal, helpdesk, '1002');
    const { text } = await it.get('/utlamnade-koder');
    const utgava = it.hidden(text, 'utgava');
    const second = await newCode(portal, helpdesk, '1002');
    const path = `/utlamnade-koder/${await idOf(portal, '1002')}/godkann`;
    expect((await it.submit(path, { utgava })).headers.location).toContain('svar=late');
    expect((await enter(portal, '1002', second)).status).toBe(409);
  });

  test('whoever sees a code that should not be there withdraws it', async () => {
    const code = await newCode(portal, helpdesk, '1003');
    expect((await settle(it, '1003', 'aterkalla')).headers.location).toContain('svar=revoked');
    expect((await enter(portal, '1003', code)).status).toBe(422);
    expect((await settle(it, '1003', 'aterkalla')).headers.location).toContain('svar=late');
  });

  test('a manager serves the employees of their own units, and no other', async () => {
    const gun = await portal.signInAndReset('2001');
    expect(codeOn((await giveCode(portal, gun, '1001')).text)).not.toBe('');
    for (const number of ['1003', '2001', '2003', '3002', '1006'])
      expect([number, (await giveCode(portal, gun, number)).status]).toEqual([number, 404]);
    await gun.get('/koder');
    const none = (await gun.submit('/koder', { namn: 'cilla' })).text;
    for (const words of ['0 personer', 'i dina egna enheter', 'Prova med anställningsnumret'])
      expect(none).toContain(words);
    expect((await helpdesk.get('/koder')).text).not.toContain('i dina egna enheter');
    const anna = { employeeNumbers: '1001' };
    const employees = collection(portal, 'employees');
    await employees.updateOne(anna, { $set: { roles: ['employee', 'it'] } });
    expect((await giveCode(portal, gun, '1001')).status).toBe(404);
    expect((await gun.get('/utlamnade-koder')).status).toBe(403);
  });
});

describe('the paper', () => {
  let portal: TestPortal;
  let helpdesk: Visitor;
  beforeAll(async () => {
    portal = await startTestPortal();
    helpdesk = await portal.signInAndReset('3003');
  });
  afterAll(() => portal.close());

  const paperWith = async (number: string, kod: string) => {
    const path = `/koder/${await idOf(portal, number)}/kod.pdf`;
    return helpdesk.submit(path, { kod });
  };

  test.skipIf(!pdftotext)('says the code, the name, until when and what to do', async () => {
    const code = await newCode(portal, helpdesk, '1001');
    const { body, headers } = (await paperWith('1001', code)) as { body: Buffer; headers: object };
    expect(headers).toMatchObject({
      'content-disposition': 'attachment; filename=kod.pdf',
      'cache-control': 'no-store',
    });
    const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: body });
    const { host } = new URL(portal.origin);
    for (const line of ['Din kod', 'Anna Åström', code, 'och bara en gång', `${host}/utan-bankid`])
      expect(text.toString()).toContain(line);
    const phone = portal.config.organisation.supportPhone.replaceAll('\u00a0', ' ');
    expect(text.toString()).toContain(phone);
    expect(text.toString()).not.toContain('1001');
  });

  test('is printed with no code but the one that is there', async () => {
    const code = await newCode(portal, helpdesk, '1002');
    expect((await paperWith('1002', '0000-0000-0000-0000')).status).toBe(404);
    expect((await paperWith('1003', code)).status).toBe(404);
    await enter(portal, '1002', code);
    expect((await paperWith('1002', code)).status).toBe(404);
  });
});

test('where the organisation has closed this way in, there is none, and its sessions end', async () => {
  const portal = await startTestPortal({
    environment: { HELPDESK_CODE: 'off', CODE_SHEETS: 'off' },
  });
  try {
    const helpdesk = await portal.signInAndReset('3003');
    expect((await helpdesk.get('/koder')).status).toBe(404);
    const visitor = browser(portal);
    expect((await visitor.get('/utan-bankid')).text).not.toContain('<form method="post"');
    expect((await visitor.submit('/utan-bankid', {})).status).toBe(404);
    const sessions = collection(portal, 'sessions');
    await sessions.updateMany({}, { $set: { 'session.signIn.level': 'code' } });
    expect((await helpdesk.get('/kurs')).headers.location).toMatch(/^\/auth\/login/);
  } finally {
    await portal.close();
  }
});
