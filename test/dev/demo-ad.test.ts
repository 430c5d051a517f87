import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { demoPeople, demoRoster } from '../../src/dev/demo-data/index.ts';
import { demoKeyPair, readKeyPair } from '../../src/dev/demo-keys.ts';
import {
  createIdentityProvider,
  readServiceProvider,
} from '../../src/dev/identity-provider/index.ts';
import { freePort } from '../support/free-port.ts';
import { samba, slapd } from '../support/peers.ts';
import { goodPassword } from '../support/portal.ts';
import { createVisitor } from '../support/visitor.ts';
import { isOpen } from './demo-process.ts';

const command = join(import.meta.dirname, 'demo-ad-command.ts');
const run = promisify(execFile);
const password = `${goodPassword} A1`;

test('npm run demo:ad tells how it is used', async () => {
  const { stdout } = await run(process.execPath, [command, '--help']);
  expect(stdout).toMatch(/apt-get install[^]*samba-ad-dc/);
  const wrong = run(process.execPath, [command, '--employees', 'x']);
  await expect(wrong).rejects.toMatchObject({ code: 2 });
});

/** Whoever of the demo it is: signs in by an identity provider of the test's and gets a new login. */
const reset = async (origin: string, provider: ReturnType<typeof createIdentityProvider>) => {
  const [who = null] = demoPeople(demoRoster({ employees: 12 }));
  const metadata = await (await fetch(`${origin}/saml/metadata`)).text();
  const visitor = createVisitor(origin);
  for (const path of ['/auth/login', '/auth/stepup?syfte=reset']) {
    const url = (await visitor.get(path)).headers.location ?? '';
    const { SAMLResponse } = await provider.answer(url, readServiceProvider(metadata), who);
    await visitor.follow(await visitor.post('/saml/acs', { SAMLResponse }));
  }
  return visitor.follow(await visitor.submit('/losenord/nytt', { password }));
};

test.skipIf(!samba || !slapd)(
  'npm run demo:ad starts on a domain of its own, resets a login there, and leaves nothing behind',
  { timeout: 120_000 },
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'demo-ad-test-'));
    const port = await freePort();
    const provider = createIdentityProvider({
      baseUrl: 'http://127.0.0.1:1',
      keys: readKeyPair(await demoKeyPair(process.env.TEST_KEYS ?? dir, 'identity-provider', 2048)),
    });
    const metadata = join(dir, 'identity-provider.xml');
    writeFileSync(metadata, provider.metadata());
    const own = mkdtempSync(join(dir, 'tmp-'));
    const env = {
      PATH: process.env.PATH,
      TMPDIR: own,
      PORT: String(port),
      SAML_IDP_METADATA: metadata,
    };
    const child = spawn(process.execPath, [command, '--employees', '12'], { env });
    const ended = once(child, 'close');
    let out = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
    while (!out.includes('Ctrl-C ends')) {
      if (child.exitCode !== null) throw new Error(out);
      await sleep(50);
    }

    const search = /^ *(LDAPTLS_CACERT=.*)$/m.exec(out)?.[1] ?? '';
    const looked = async () =>
      /pwdLastSet: (\d+)/.exec((await run('bash', ['-c', search])).stdout)?.[1] ?? '';
    const before = await looked();
    const done = await reset(`http://localhost:${port}`, provider);
    expect(done.text).toContain('Klart! Ditt nya lösenord gäller');
    expect(BigInt(await looked())).toBeGreaterThan(BigInt(before));
    const show = /^ *(samba-tool user show .*)$/m.exec(out)?.[1] ?? '';
    const name = /user show (\S+)/.exec(show)?.[1] ?? '';
    expect((await run('bash', ['-c', show])).stdout).toContain(`sAMAccountName: ${name}`);

    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(readdirSync(own)).toEqual([]);
    expect(await isOpen(port)).toBe(false);
    // Ends with 1 when there is none.
    await expect(run('pgrep', ['-f', own])).rejects.toMatchObject({ code: 1 });
    rmSync(dir, { recursive: true });
  },
);
