import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPeople } from '../../src/dev/demo-data/index.ts';
import { demoKeyPair, readKeyPair } from '../../src/dev/demo-keys.ts';
import {
  createIdentityProvider,
  readServiceProvider,
} from '../../src/dev/identity-provider/index.ts';
import { endAll, startDemo, type Demo } from '../dev/demo-process.ts';
import { freePort } from '../support/free-port.ts';
import { smallRoster } from '../support/small-roster.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';
import { writtenAs } from '../support/written-as.ts';

/** Nothing else in the portal looks like these. */
const passwords = {
  'one that was refused': 'Norrstrand ejderdunsbolster',
  'one that is in use': 'vintergäck sjuttiotolv mörkerseende plåtslagare',
  'one on its way when a fault ended the process': 'grodlår tvättbräda svala pimpsten',
  'one on its way when the process was killed': 'lingonris spettekaka kvarnvinge åskmoln',
};
const [refused, used, atFault, atKill] = Object.values(passwords) as [
  string,
  string,
  string,
  string,
];

let dir: string;
let files: Record<string, string>;
const output: string[] = [];

const texts = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)).toString('latin1'))
    .join('\n');

/** On the page for a new password. */
const chooser = async (
  { origin }: Demo,
  provider: ReturnType<typeof createIdentityProvider>,
  number: string,
): Promise<Visitor> => {
  const who = demoPeople(smallRoster).find(({ id }) => id === number) ?? null;
  const metadata = await (await fetch(`${origin}/saml/metadata`)).text();
  const visitor = createVisitor(origin);
  for (const path of ['/auth/login', '/auth/stepup?syfte=reset']) {
    const url = (await visitor.get(path)).headers.location ?? '';
    const { SAMLResponse } = await provider.answer(url, readServiceProvider(metadata), who);
    await visitor.follow(await visitor.post('/saml/acs', { SAMLResponse }));
  }
  return visitor;
};

/** Sends a password and ends the process before the answer can have come. */
const endedWhile = async (
  demo: Demo,
  visitor: Visitor,
  password: string,
  signal: NodeJS.Signals,
) => {
  const sent = visitor.submit('/losenord/nytt', { password }).catch(() => null);
  await sleep(30);
  await demo.end(signal);
  await sent;
  output.push(demo.output.out, demo.output.err);
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'portal-crash-'));
  const inDir = (name: string) => join(dir, name);
  const provider = createIdentityProvider({
    baseUrl: 'http://127.0.0.1:1',
    keys: readKeyPair(await demoKeyPair(process.env.TEST_KEYS ?? dir, 'identity-provider', 2048)),
  });
  for (const [name, text] of [
    ['identity-provider.xml', provider.metadata()],
    ['roster.csv', smallRoster],
    ['fault.mjs', "process.on('SIGHUP', () => { throw new Error('a fault nobody caught'); });"],
  ] as const)
    writeFileSync(inDir(name), text);
  mkdirSync(inDir('reports'));
  const settings = {
    PORT: String(await freePort()),
    DATA_DIR: inDir('data'),
    DEMO_ROSTER: inDir('roster.csv'),
    SAML_IDP_METADATA: inDir('identity-provider.xml'),
    LOG_LEVEL: 'debug',
    NODE_OPTIONS: `--import=${inDir('fault.mjs')} --report-uncaught-exception --report-on-signal --report-directory=${inDir('reports')}`,
  };
  const first = await startDemo(settings);
  const anna = await chooser(first, provider, '1001');
  for (const password of [refused, used]) await anna.submit('/losenord/nytt', { password });
  process.kill(first.pid, 'SIGUSR2');
  await endedWhile(first, await chooser(first, provider, '1002'), atFault, 'SIGHUP');
  const second = await startDemo(settings);
  await endedWhile(second, await chooser(second, provider, '1003'), atKill, 'SIGKILL');
  files = {
    'what it printed': output.join('\n'),
    'the reports of Node': texts(inDir('reports')),
    'the data folder': texts(inDir('data')),
    'the messages': texts(inDir('data/demo-messages')),
  };
}, 60_000);
afterAll(() => {
  endAll();
  rmSync(dir, { recursive: true, force: true });
});

const places = ['what it printed', 'the reports of Node', 'the data folder', 'the messages'];

test.each(places.flatMap((place) => Object.entries(passwords).map((one) => [place, ...one])))(
  'in %s no password stands: %s',
  (place = '', _what, password = '') => {
    for (const written of writtenAs(password))
      expect((files[place] ?? '').includes(written), written).toBe(false);
  },
);

test('there is something to look in, and the search would find it', () => {
  expect(files['what it printed']).toContain('a fault nobody caught');
  expect(files['the reports of Node']).toContain('javascriptStack');
  expect(files['the reports of Node']).toContain('a fault nobody caught');
  expect(files['the reports of Node']).toContain('"trigger": "Signal"');
  expect(files['the data folder']).toContain('reset.password');
  expect(files['the messages']).toContain(writtenAs('Ditt lösenord har bytts')[0] ?? '');
});
