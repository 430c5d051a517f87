import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPeople } from '../../src/dev/demo-data/index.ts';
import { demoKeyPair, readKeyPair } from '../../src/dev/demo-keys.ts';
import {
  createIdentityProvider,
  readServiceProvider,
} from '../../src/dev/identity-provider/index.ts';
import { endAll, interruptedStart, isOpen, startDemo, type Demo } from '../dev/demo-process.ts';
import { freePort } from '../support/free-port.ts';
import { smallRoster } from '../support/small-roster.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';

let dir: string;
let settings: Record<string, string>;
let provider: ReturnType<typeof createIdentityProvider>;
let portal: Demo;
let anna: Visitor;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'portal-workers-'));
  const keys = process.env.TEST_KEYS ?? dir;
  provider = createIdentityProvider({
    baseUrl: 'http://127.0.0.1:1',
    keys: readKeyPair(await demoKeyPair(keys, 'identity-provider', 2048)),
  });
  writeFileSync(join(dir, 'idp.xml'), provider.metadata());
  writeFileSync(join(dir, 'roster.csv'), smallRoster);
  settings = {
    PORT: String(await freePort()),
    DATA_DIR: join(dir, 'data'),
    DEMO_ROSTER: join(dir, 'roster.csv'),
    SAML_IDP_METADATA: join(dir, 'idp.xml'),
    WEB_CONCURRENCY: '2',
  };
  portal = await startDemo(settings);
  anna = await signIn();
});
afterAll(() => {
  endAll();
  rmSync(dir, { recursive: true, force: true });
});

const signIn = async (): Promise<Visitor> => {
  const visitor = createVisitor(portal.origin);
  const who = demoPeople(smallRoster).find(({ id }) => id === '1001') ?? null;
  const metadata = await (await fetch(`${portal.origin}/saml/metadata`)).text();
  const url = (await visitor.get('/auth/login')).headers.location ?? '';
  const { SAMLResponse } = await provider.answer(url, readServiceProvider(metadata), who);
  await visitor.follow(await visitor.post('/saml/acs', { SAMLResponse }));
  return visitor;
};

/** Source: proc_pid_task(5). */
const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .flatMap((text) => (text.trim() === '' ? [] : [Number(text)]));

/** The processes that serve. */
const workers = (): number[] => childrenOf(portal.pid);

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Whoever is signed in is led to the new login that everybody needs first. */
const isSignedIn = async (): Promise<boolean> => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => anna.get('/kurs')));
  return answers.every(
    ({ status, headers }) => `${status} ${headers.location}` === '303 /losenord',
  );
};

test('the start says which store runs, and its limits', async () => {
  await expect.poll(() => portal.output.out, { timeout: 20_000 }).toContain('Ctrl-C');
  expect(workers()).toHaveLength(2);
  expect(portal.output.out).toContain('embedded store: one machine, one organisation');
});

test('who signed in at one process is signed in at the other, and at the one that takes a dead one’s place', async () => {
  expect(await isSignedIn()).toBe(true);
  const [first = 0, second = 0] = workers();
  process.kill(first, 'SIGKILL');
  await expect.poll(() => workers().includes(first)).toBe(false);
  expect(await isSignedIn()).toBe(true);
  await expect.poll(() => workers().length, { timeout: 15_000 }).toBe(2);
  process.kill(second, 'SIGKILL');
  await expect.poll(isSignedIn, { timeout: 15_000 }).toBe(true);
  await expect.poll(() => workers().length, { timeout: 15_000 }).toBe(2);
  expect(portal.output.out + portal.output.err).toContain('a portal process ended');
});

test('when the process that holds the store is killed none serves without it, and the next start has all', async () => {
  const left = workers();
  expect(await portal.end('SIGKILL')).toBeNull();
  await expect.poll(() => left.some(isRunning), { timeout: 15_000 }).toBe(false);
  expect(await isOpen(Number(settings.PORT))).toBe(false);
  portal = await startDemo(settings);
  await expect.poll(() => portal.output.out, { timeout: 20_000 }).toContain('Ctrl-C');
  expect(await isSignedIn()).toBe(true);
});

test('SIGTERM ends all cleanly', async () => {
  const left = workers();
  expect(await portal.end('SIGTERM')).toBe(0);
  expect(left.some(isRunning)).toBe(false);
});

test.each([1, 2])('SIGTERM when %i of them are starting ends all cleanly', async (processes) => {
  const inData = (name: string) => existsSync(join(dir, 'data', name));
  let left: number[] = [];
  const { code, out, err } = await interruptedStart(settings, (pid) => {
    left = childrenOf(pid);
    return left.length >= processes;
  });
  expect({ code, out, err }).toEqual({ code: 0, out: '', err: '' });
  expect(left.some(isRunning)).toBe(false);
  expect(inData('store.json') || inData('store.sock')).toBe(false);
});
