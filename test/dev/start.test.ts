import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoKeyPair, readKeyPair } from '../../src/dev/demo-keys.ts';
import { demoPeople } from '../../src/dev/demo-data/index.ts';
import {
  createIdentityProvider,
  readServiceProvider,
} from '../../src/dev/identity-provider/index.ts';
import { openStore } from '../../src/platform/store-connection.ts';
import { freePort } from '../support/free-port.ts';
import { goodPassword } from '../support/portal.ts';
import { smallRoster } from '../support/small-roster.ts';
import { createVisitor } from '../support/visitor.ts';
import { endAll, failedStart, isOpen, runToEnd, startDemo, type Demo } from './demo-process.ts';

let dir: string;
let settings: Record<string, string>;
let idpPort: number;

const inDir = (name: string) => join(dir, name);
const write = (name: string, text: string) => {
  writeFileSync(inDir(name), text);
  return inDir(name);
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'portal-start-'));
  idpPort = await freePort();
  settings = {
    PORT: String(await freePort()),
    IDP_PORT: String(idpPort),
    DATA_DIR: inDir('data'),
    DEMO_ROSTER: write('roster.csv', smallRoster),
  };
});
afterAll(() => {
  endAll();
  rmSync(dir, { recursive: true, force: true });
});

/** Somebody signs in and gets a new login, by an identity provider that is not the portal's own. */
const resetOf = async (
  number: string,
  { origin }: Demo,
  provider: ReturnType<typeof createIdentityProvider>,
) => {
  const who = demoPeople(smallRoster).find(({ id }) => id === number) ?? null;
  const metadata = await (await fetch(`${origin}/saml/metadata`)).text();
  const visitor = createVisitor(origin);
  for (const path of ['/auth/login', '/auth/stepup?syfte=reset']) {
    const url = (await visitor.get(path)).headers.location ?? '';
    const { SAMLResponse } = await provider.answer(url, readServiceProvider(metadata), who);
    await visitor.follow(await visitor.post('/saml/acs', { SAMLResponse }));
  }
  return visitor.follow(await visitor.submit('/losenord/nytt', { password: goodPassword }));
};

/** What the data folder holds while no portal runs on it. */
const stored = async () => {
  const { connection, close } = await openStore({ mongodbUri: undefined, dataDir: inDir('data') });
  const people = await connection.collection('employees').find({}).toArray();
  const audit = await connection.collection('audit').find({}).sort({ _id: 1 }).toArray();
  await close();
  const numbersOf = (list: typeof people) =>
    list.map((one) => (one.employeeNumbers as string[])[0]);
  return {
    numbers: numbersOf(people),
    withNewLogin: numbersOf(people.filter((one) => one.resetRequiredSince === null)),
    imports: audit.filter(({ action }) => action === 'roster.imported').length,
  };
};

describe('npm start', () => {
  test('with an identity provider of the operator’s uses that one; Ctrl-C ends it cleanly', async () => {
    const keys = process.env.TEST_KEYS ?? dir;
    const provider = createIdentityProvider({
      baseUrl: 'http://127.0.0.1:1',
      keys: readKeyPair(await demoKeyPair(keys, 'identity-provider', 2048)),
    });
    const SAML_IDP_METADATA = write('idp.xml', provider.metadata());
    const demo = await startDemo({ ...settings, SAML_IDP_METADATA });
    expect((await resetOf('1001', demo, provider)).text).toContain('Klart');
    expect(await isOpen(idpPort)).toBe(false);
    expect(statSync(inDir('data')).mode & 0o077).toBe(0);

    const others = { ...settings, DATA_DIR: inDir('other'), IDP_PORT: String(await freePort()) };
    expect(await failedStart(others)).toEqual({
      code: 1,
      out: '',
      err: `Port ${settings.PORT} is in use by another program. Stop it, or choose another with PORT or IDP_PORT.\n`,
    });

    const next = write(
      'next.csv',
      `${smallRoster}1007;;Nils;Ny;;;Utbildning / Strandskolan;2004;;\n`,
    );
    const imported = await runToEnd(
      'src/roster/roster-command.ts',
      ['import', next, '--json'],
      settings,
    );
    expect(imported).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(imported.out.trim().split('\n').at(-1) ?? '')).toMatchObject({ added: 1 });

    expect(await demo.end('SIGINT')).toBe(0);
    expect(demo.output.err).toBe('');
    expect(await isOpen(Number(settings.PORT))).toBe(false);
  });

  test('a second time finds the data of the first, and says where everything is', async () => {
    const demo = await startDemo(settings);
    await expect.poll(() => demo.output.out).toContain('Ctrl-C');
    expect(demo.output.out).toContain(demo.origin);
    expect(demo.output.out).toContain(`http://127.0.0.1:${idpPort}`);
    expect(demo.output.out).toContain(inDir('data'));
    expect((await fetch(`${demo.origin}/health/ready`)).status).toBe(200);
    const metadata = await fetch(`http://127.0.0.1:${idpPort}/metadata`);
    expect(await metadata.text()).toContain('EntityDescriptor');
    expect(await demo.end('SIGKILL')).toBeNull();

    const again = await startDemo(settings);
    expect(await again.end('SIGTERM')).toBe(0);
    const { numbers, withNewLogin, imports } = await stored();
    expect(numbers.length).toBe(14);
    expect(withNewLogin.toSorted()).toEqual(['1001', '1007']);
    expect(imports).toBe(2);
  });

  test('with a roster that was edited reads it again, and asks nobody for another reset', async () => {
    write('roster.csv', `${smallRoster}1008;;Oda;Ny;;;Utbildning / Strandskolan;2004;;\n`);
    const demo = await startDemo(settings);
    expect(await demo.end('SIGTERM')).toBe(0);
    const { numbers, withNewLogin } = await stored();
    expect(numbers).toContain('1008');
    expect(withNewLogin).toContain('1001');
    expect(withNewLogin).not.toContain('1008');
  });
});

describe('npm start says in one line', () => {
  const oneLine = (words: RegExp) => new RegExp(`^[^\\n]*${words.source}[^\\n]*\\n$`);

  test.each([
    [
      'that the data folder cannot be written',
      () => ({ DATA_DIR: write('a-file', '') }),
      /a-file cannot be written.*DATA_DIR/,
    ],
    [
      'that there is no such roster',
      () => ({ DEMO_ROSTER: inDir('none.csv') }),
      /none\.csv \(DEMO_ROSTER\) cannot be read/,
    ],
    [
      'that a file is no roster',
      () => ({ DEMO_ROSTER: write('letter.txt', 'Hej!\n') }),
      /letter\.txt \(DEMO_ROSTER\) cannot be used.*columns/,
    ],
    ['that a number of people is none', () => ({ DEMO_EMPLOYEES: 'många' }), /^DEMO_EMPLOYEES: /],
    [
      'that the portal would not be on this machine',
      () => ({ BASE_URL: 'https://portal.example.se' }),
      /BASE_URL must be localhost/,
    ],
  ])('%s', async (_what, wrong, words) => {
    const { code, out, err } = await failedStart({
      ...settings,
      DATA_DIR: inDir('unused'),
      ...wrong(),
    });
    expect([code, out]).toEqual([1, '']);
    expect(err.replace(/^The settings need mending:\n/, '')).toMatch(oneLine(words));
  });
});
