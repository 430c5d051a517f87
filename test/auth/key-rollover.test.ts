import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readServiceProvider } from '../../src/dev/identity-provider/index.ts';
import { requestIn, startTestPortal, type TestPortal } from '../support/portal.ts';

type ServiceProvider = ReturnType<typeof readServiceProvider>;

let dir: string;
let portal: TestPortal;
beforeAll(async () => {
  dir = join(mkdtempSync(join(tmpdir(), 'portal-own-keys-')), 'keys');
  await keys('new');
  portal = await startTestPortal({ environment: { SAML_KEYS_DIR: dir } });
}, 60_000);
afterAll(async () => {
  await portal.close();
  rmSync(join(dir, '..'), { recursive: true, force: true });
});

interface Outcome {
  step: string | null;
  keys: { id: string; state: string; since: string }[];
}

/** The command as it is typed. */
const keys = async (...words: string[]): Promise<Outcome> => {
  const command = ['src/auth/saml-command.ts', 'keys', ...words, '--dir', dir, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    env: { PATH: process.env.PATH },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Outcome;
};

const refusal = async (...words: string[]): Promise<string> =>
  keys(...words).then(
    () => '',
    (error: unknown) => (error as { stderr: string }).stderr,
  );

/** What an identity provider knows of the portal when it reads the metadata now. */
const readPortal = async (): Promise<ServiceProvider> =>
  readServiceProvider(await (await fetch(`${portal.origin}/saml/metadata`)).text());

/** How many changes of our keys have been written down. */
const changes = () =>
  portal.services.store.connection.collection('audit').countDocuments({ action: 'keys.changed' });

/** Until running portals have taken up what has just been done. */
const becomes = async (isSo: (sp: ServiceProvider) => boolean): Promise<ServiceProvider> => {
  await expect.poll(async () => isSo(await readPortal()), { timeout: 10_000 }).toBe(true);
  return readPortal();
};

/** Signs Anna in at an identity provider that knows the portal as `sp`. */
const signIn = async (sp: ServiceProvider): Promise<number> => {
  const visitor = portal.visitor();
  const request = portal.provider.parse(requestIn(await visitor.get('/auth/login')), sp);
  const { SAMLResponse } = await portal.provider.respond(request, portal.person('1001'));
  return (await visitor.post('/saml/acs', { SAMLResponse })).status;
};

/** People who sign in one after the other all the while, by whatever is known of the portal then. */
const keepSigningIn = () => {
  const known: ServiceProvider[] = [portal.serviceProvider];
  const statuses: number[] = [];
  const state = { going: true };
  const done = (async () => {
    for (let turn = 0; state.going; turn += 1)
      statuses.push(await signIn(known[turn % known.length] ?? portal.serviceProvider));
  })();
  return {
    /** The views of the portal that identity providers go by from now on. */
    by: (...views: ServiceProvider[]) => known.splice(0, known.length, ...views),
    someMore: async () => {
      const before = statuses.length;
      await expect.poll(() => statuses.length, { timeout: 20_000 }).toBeGreaterThan(before + 4);
    },
    end: async () => {
      state.going = false;
      await done;
      return statuses;
    },
  };
};

const fingerprints = (sp: ServiceProvider) =>
  sp.signingCertificates.map(({ fingerprint256 }) => fingerprint256).sort();
const encryptsFor = (sp: ServiceProvider) => sp.encryptionCertificate.fingerprint256;

describe('a rollover of our own keys', () => {
  test(
    'goes all the way with people signing in, and none of them fails',
    { timeout: 90_000 },
    async () => {
      const before = await readPortal();
      const people = keepSigningIn();
      await people.someMore();

      expect((await keys('rollover')).step).toBe('announced');
      const announced = await becomes((sp) => sp.signingCertificates.length === 2);
      expect(fingerprints(announced)).toContain(fingerprints(before)[0]);
      expect(encryptsFor(announced)).not.toBe(encryptsFor(before));
      people.by(before, announced);
      await people.someMore();

      expect(await refusal('rollover')).toContain('Too early');
      expect((await keys('rollover', '--now')).step).toBe('switched');
      // One identity provider still encrypts for the old key, but has read of both for signatures.
      const behind = { ...announced, encryptionCertificate: before.encryptionCertificate };
      people.by(announced, behind);
      await expect.poll(changes, { timeout: 10_000 }).toBe(2);
      await people.someMore();

      expect(await refusal('retire')).toContain('Too early');
      people.by(announced);
      await people.someMore();
      expect((await keys('retire', '--now')).step).toBe('retired');
      const after = await becomes((sp) => sp.signingCertificates.length === 1);
      people.by(after);
      await people.someMore();

      const statuses = await people.end();
      expect(statuses.length).toBeGreaterThan(25);
      expect(new Set(statuses)).toEqual(new Set([303]));
      expect(encryptsFor(after)).toBe(encryptsFor(announced));
      expect(fingerprints(after)).toEqual([encryptsFor(announced)]);
      expect(readdirSync(dir).filter((name) => name.endsWith('.key.pem'))).toHaveLength(1);
    },
  );

  test('waits with keys that cannot be read, and people go on signing in', async () => {
    const listing = join(dir, 'keys.json');
    const whole = readFileSync(listing, 'utf8');
    writeFileSync(listing, '{"keys":');
    await expect.poll(portal.logText, { timeout: 10_000 }).toContain('is not a list of keys');
    expect(await signIn(await readPortal())).toBe(303);
    writeFileSync(listing, whole);
  });
});
