import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samba, slapd } from '../support/peers.ts';
import { startSamba } from '../support/samba.ts';
import * as ad from '../support/samba-world.ts';
import { startSlapd } from '../support/slapd.ts';
import * as ldap from '../support/slapd-world.ts';
import { createTestCa, type TestCa } from '../support/test-ca.ts';

interface Finding {
  level: string;
  text: string;
}

const command = join(import.meta.dirname, '../../src/directory/directory-command.ts');
const dir = mkdtempSync(join(tmpdir(), 'portal-check-'));
afterAll(() => rmSync(dir, { recursive: true }));

const run = (args: string[], environment: Record<string, string>) =>
  new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
    const env = { PATH: process.env.PATH, DATA_DIR: dir, ...environment };
    execFile(process.execPath, [command, ...args], { env }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
    );
  });

const check = async (environment: Record<string, string>, ...args: string[]) => {
  const { status, stdout } = await run(['check', '--json', ...args], environment);
  const { findings } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
    findings: Finding[];
  };
  const texts = (level: string) =>
    findings.filter((finding) => finding.level === level).map(({ text }) => text);
  return { status, ok: texts('ok'), warnings: texts('warning'), faults: texts('fault') };
};

test('the command tells how it is used, and what the settings lack', async () => {
  expect((await run(['--help'], {})).stdout).toContain('npm run directory -- check');
  expect((await run(['chekc'], {})).status).toBe(2);
  const lacking = await run(['check'], { DIRECTORY: 'ad' });
  expect(lacking.status).toBe(2);
  expect(lacking.stderr).toContain('DIRECTORY_URLS is missing');
  const own = await run(['check'], { DIRECTORY: 'builtin' });
  expect(own).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('nothing to check') as string,
  });
});

describe.skipIf(!samba)('the check of Active Directory', { timeout: 60_000 }, () => {
  let ca: TestCa;
  let controller: Awaited<ReturnType<typeof startSamba>>;
  const environment = (changes: Record<string, string> = {}) => ({
    DIRECTORY: 'ad',
    DIRECTORY_URLS: controller.url,
    DIRECTORY_CA_FILE: join(dir, 'ad-ca.pem'),
    DIRECTORY_BASE: ad.domainDn,
    DIRECTORY_BIND_DN: ad.helperDn,
    DIRECTORY_BIND_PASSWORD: ad.helperPassword,
    ...changes,
  });
  beforeAll(async () => {
    ca = await createTestCa();
    writeFileSync(join(dir, 'ad-ca.pem'), ca.certificatePem);
    controller = await startSamba({ ca });
  }, 120_000);
  afterAll(() => controller.close());

  test('every server, the base, the policy and the rights are told, and protected accounts by name', async () => {
    const staff = { DIRECTORY_BASE: `OU=Personal,${ad.domainDn}` };
    const { status, ok, warnings, faults } = await check(environment(staff));
    expect(faults).toEqual([]);
    expect(status).toBe(0);
    expect(ok.join('\n')).toMatch(/connected and signed in[^]*14 characters[^]*of three kinds/);
    expect(ok).toContain('the portal’s account may write lockoutTime of people');
    expect(warnings).toEqual([expect.stringMatching(/policy hints are not offered/)]);
    const all = await check(environment());
    expect(all.warnings.join('\n')).toContain('CN=Skyddad Person');
  });

  test('missing rights are named', async () => {
    const base = { DIRECTORY_BASE: `OU=Personal,${ad.domainDn}` };
    const powerless = { ...base, DIRECTORY_BIND_DN: ad.powerlessDn };
    const { status, faults } = await check(environment(powerless), '--test-account', '1021');
    expect(status).toBe(1);
    expect(faults.join('\n')).toMatch(/may not write lockoutTime[^]*may not write pwdLastSet/);
    expect(faults.at(-1)).toContain('(not-allowed)');
  });

  test('a server that is not there is told beside the one that is', async () => {
    const urls = `ldaps://127.0.0.1:9 ${controller.url}`;
    const { faults, ok } = await check(environment({ DIRECTORY_URLS: urls }));
    expect(faults).toEqual([
      expect.stringMatching(/127\.0\.0\.1:9: the directory cannot be reached/),
    ]);
    expect(ok[0]).toContain(`${controller.url}: connected`);
  });

  test.each([
    ['a wrong password', { DIRECTORY_BIND_PASSWORD: 'fel' }, 'is not let in'],
    [
      'a base that is not there',
      { DIRECTORY_BASE: 'OU=Fel,DC=kalix,DC=test' },
      'BASE is not there',
    ],
    [
      'an attribute that nobody has',
      { DIRECTORY_MATCH_ATTRIBUTE: 'employeeID' },
      'nobody below it',
    ],
  ])('%s is told', async (_what, change, words) => {
    const { status, faults } = await check(environment(change));
    expect(status).toBe(1);
    expect(faults.join('\n')).toContain(words);
  });

  test('a test account is reset on request, and told whether it works', async () => {
    const { status, ok, faults } = await check(environment(), '--test-account', '1020');
    expect(faults).toEqual([]);
    expect(status).toBe(0);
    expect(ok.join('\n')).toMatch(/one character is not taken[^]*can be signed in to with it/);
    const unknown = await check(environment(), '--test-account', '4711');
    expect(unknown.faults.join('\n')).toContain('none is found');
  });
});

describe.skipIf(!slapd)('the check of OpenLDAP', () => {
  test('the server, the policy and a test account are told', async () => {
    const ca = await createTestCa();
    writeFileSync(join(dir, 'ldap-ca.pem'), ca.certificatePem);
    const server = await startSlapd(ca);
    const environment = {
      DIRECTORY: 'openldap',
      DIRECTORY_URLS: server.url,
      DIRECTORY_CA_FILE: join(dir, 'ldap-ca.pem'),
      DIRECTORY_BASE: `ou=personal,${ldap.suffix}`,
      DIRECTORY_BIND_DN: ldap.helperDn,
      DIRECTORY_BIND_PASSWORD: ldap.helperPassword,
      DIRECTORY_POLICY_DN: ldap.policyDn,
    };
    const whole = await check(environment, '--test-account', '1020');
    expect(whole).toMatchObject({ status: 0, faults: [], warnings: [] });
    expect(whole.ok.join('\n')).toMatch(/RFC 3062[^]*14 characters[^]*can be signed in/);
    const { warnings } = await check({ ...environment, DIRECTORY_POLICY_DN: '' });
    expect(warnings.join('\n')).toContain('DIRECTORY_POLICY_DN');
    await server.close();
  });
});
