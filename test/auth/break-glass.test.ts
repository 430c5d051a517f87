import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newBreakGlassCode, readBreakGlassCode } from '../../src/auth/break-glass-code.ts';
import { hashPassword } from '../../src/platform/password-hash.ts';
import { goodPassword, startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { auditOf, sessionCount } from './watch-portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ environment: { BREAK_GLASS: 'on' } });
});
afterAll(() => portal.close());
beforeEach(() => portal.services.store.connection.collection('rate-limits').deleteMany({}));

const run = promisify(execFile);

/** Runs the command as the operator would, on this portal's data. */
const command = async (...args: string[]) => {
  const { dataDir, config } = portal;
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: dataDir,
    MONGODB_URI: config.mongodbUri,
    LOG_LEVEL: 'silent',
  };
  try {
    const { stdout } = await run(process.execPath, ['src/auth/break-glass-command.ts', ...args], {
      env,
    });
    return { status: 0, text: stdout };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { status: code, text: stderr };
  }
};

/** A code for Ivar of IT, as the command makes it. */
const newCode = async (): Promise<string> => {
  const code = newBreakGlassCode();
  const { id, secret } = readBreakGlassCode(code) ?? { id: '', secret: '' };
  const { connection } = portal.services.store;
  const ivar = await connection.collection('employees').findOne({ employeeNumbers: '3002' });
  const employeeId = ivar?._id.toHexString() ?? '';
  await portal.services.auth.codes.seal({ _id: id, employeeId, hash: await hashPassword(secret) });
  return code;
};

const browser = () => portal.visitor().always('Origin', portal.origin);

const use = async (kod: string, { nummer = '3002', visitor = browser() } = {}) => {
  await visitor.get('/nodinloggning');
  return visitor.submit('/nodinloggning', { nummer, kod });
};

const hashes = async () => {
  const { connection } = portal.services.store;
  return JSON.stringify(await connection.collection('break-glass-codes').find({}).toArray());
};

describe('a sealed code', () => {
  test('signs the person it names in, as IT and nothing else, for thirty minutes', async () => {
    const visitor = browser();
    const began = await use(await newCode(), { visitor });
    expect([began.status, began.headers.location]).toEqual([303, '/inloggning']);
    const page = (await visitor.get('/inloggning')).text;
    expect(page).toContain('Ivar Is');
    const left = Number(/data-session-left="(\d+)"/.exec(page)?.[1]);
    expect(left).toBeLessThanOrEqual(30 * 60);
    expect((await visitor.get('/logg')).status).toBe(200);
    for (const path of ['/kurs', '/kontakt', '/losenord', '/losenord/nytt', '/uppfoljning'])
      expect([path, (await visitor.get(path)).status]).toEqual([path, 403]);
    expect(page).not.toMatch(/href="\/(kurs|kontakt|losenord)"/);
    expect((await visitor.get('/')).text).toContain('href="/inloggning"');
  });

  test('ends after thirty minutes, however much it is used', async () => {
    const visitor = browser();
    await use(await newCode(), { visitor });
    const sessions = portal.services.store.connection.collection('sessions');
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const isBroken = { 'session.signIn.level': 'break-glass' };
    await sessions.updateMany(isBroken, { $set: { 'session.signIn.signedInAt': ago(29) } });
    expect((await visitor.get('/logg')).status).toBe(200);
    await sessions.updateMany(isBroken, { $set: { 'session.signIn.signedInAt': ago(31) } });
    expect((await visitor.get('/logg')).status).toBe(303);
  });

  test('is taken once, also of four at the same time', async () => {
    const code = await newCode();
    const visitors = Array.from({ length: 4 }, browser);
    const before = await sessionCount(portal);
    const answers = await Promise.all(visitors.map((visitor) => use(code, { visitor })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422, 422, 422]);
    expect(await sessionCount(portal)).toBe(before + 1);
    expect((await use(code)).status).toBe(422);
  });

  test('is taken in small letters, with spaces, and with O for 0', async () => {
    const code = (await newCode()).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
    expect((await use(code)).status).toBe(303);
  });

  test.each([
    ['a wrong code', '0000-0000-0000-0000-0000-0000', '3002'],
    ['no code', '', '3002'],
    ['much too much', 'x'.repeat(5000), '3002'],
  ])('%s signs nobody in and says no more than that', async (_what, kod, nummer) => {
    const { status, text } = await use(kod, { nummer });
    expect(text).toContain(`value="${nummer}"`);
    expect(kod === '' || !text.includes(kod)).toBe(true);
    expect(status).toBe(422);
    expect(text).toContain('Numret eller koden stämmer inte');
  });

  test('is worth nothing with another number, or to one who is no longer IT', async () => {
    const code = await newCode();
    expect((await use(code, { nummer: '3001' })).status).toBe(422);
    const employees = portal.services.store.connection.collection('employees');
    const ivar = { employeeNumbers: '3002' };
    await employees.updateOne(ivar, { $set: { roles: ['employee'] } });
    expect((await use(code)).status).toBe(422);
    await employees.updateOne(ivar, { $set: { roles: ['employee', 'it'] } });
    const visitor = browser();
    expect((await use(code, { visitor })).status).toBe(303);
    await employees.updateOne(ivar, { $set: { roles: ['employee'] } });
    expect((await visitor.get('/logg')).status).toBe(303);
    await employees.updateOne(ivar, { $set: { roles: ['employee', 'it'] } });
  });

  test('raises an alarm in the audit log, the log and the page of IT', async () => {
    await use('0000-0000-0000-0000-0000-0000');
    expect((await auditOf(portal))[0]).toMatchObject({ action: 'breakglass.refused' });
    const visitor = browser();
    const code = await newCode();
    await use(code, { visitor });
    expect((await auditOf(portal))[0]).toMatchObject({ action: 'breakglass.used', result: 'ok' });
    expect(portal.logText()).toContain('"alarm":"break-glass"');
    expect(portal.logText()).not.toContain(code.slice(5));
    expect((await visitor.get('/inloggning')).text).toContain('Nödinloggning');
  });

  test('can be tried five times in ten minutes from one address', async () => {
    for (let tries = 0; tries < 5; tries += 1) await use('x');
    const code = await newCode();
    expect((await use(code)).status).toBe(429);
  });

  test('is not taken from another site, nor from a browser that does not say where from', async () => {
    const code = await newCode();
    const form = { nummer: '3002', kod: code };
    for (const visitor of [
      portal.visitor(),
      portal.visitor().always('Origin', 'https://evil.example'),
      portal.visitor().always('Sec-Fetch-Site', 'cross-site'),
    ])
      expect((await visitor.post('/nodinloggning', form)).status).toBe(401);
    expect((await use(code)).status).toBe(303);
  });

  test('begins no reset: that needs an identification', async () => {
    const visitor: Visitor = browser();
    await use(await newCode(), { visitor });
    const { status } = await visitor.submit('/losenord/nytt', { password: goodPassword });
    expect(status).toBe(403);
  });
});

describe('the command', () => {
  test('seals codes for IT only, keeps no code, lists them and makes them worthless', async () => {
    for (const nobody of ['1001', 'Is'])
      expect(await command('new', nobody)).toMatchObject({
        status: 1,
        text: expect.stringContaining('Nobody who works here') as string,
      });
    const code = /(?:\w{4}-){5}\w{4}/.exec((await command('new', '3002')).text)?.[0] ?? '';
    expect(await hashes()).toContain('$argon2id$');
    expect(await hashes()).not.toContain(code.slice(5));
    const id = code.slice(0, 4);
    expect((await command('list')).text).toMatch(
      new RegExp(`^${id}  Is, Ivar .* can be used$`, 'm'),
    );
    expect(await command('revoke', id)).toMatchObject({ status: 0 });
    expect(await command('revoke', id)).toMatchObject({ status: 1 });
    expect((await command('list')).text).toMatch(new RegExp(`^${id} .* revoked `, 'm'));
    expect((await use(code)).status).toBe(422);
    const other = /(?:\w{4}-){5}\w{4}/.exec((await command('new', '3002')).text)?.[0] ?? '';
    expect((await use(other)).status).toBe(303);
    expect((await auditOf(portal)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['breakglass.sealed', 'breakglass.revoked']),
    );
    expect(await command('open')).toMatchObject({ status: 2 });
  });
});

test('without the setting there is no such page, and a session that began so has ended', async () => {
  const off = await startTestPortal();
  try {
    const visitor = off.visitor().always('Origin', off.origin);
    expect((await visitor.get('/nodinloggning')).status).toBe(404);
    const form = { nummer: '3002', kod: '0000-0000-0000-0000-0000-0000' };
    expect((await visitor.post('/nodinloggning', form)).status).toBe(404);
    const it = await off.signInAndReset('3002');
    const sessions = off.services.store.connection.collection('sessions');
    await sessions.updateMany({}, { $set: { 'session.signIn.level': 'break-glass' } });
    expect((await it.get('/logg')).status).toBe(303);
  } finally {
    await off.close();
  }
});
