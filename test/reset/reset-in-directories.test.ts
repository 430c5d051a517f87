import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { letTimePass } from '../support/let-time-pass.ts';
import { startLdapProxy, type LdapProxy } from '../support/ldap-proxy.ts';
import { samba, slapd } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { startSamba } from '../support/samba.ts';
import * as ad from '../support/samba-world.ts';
import { startSlapd } from '../support/slapd.ts';
import * as ldap from '../support/slapd-world.ts';
import { createTestCa, type TestCa } from '../support/test-ca.ts';
import type { Visitor } from '../support/visitor.ts';

interface Kind {
  name: string;
  isHere: boolean;
  start: (ca: TestCa) => Promise<{ url: string; close: () => Promise<void> }>;
  settings: Record<string, string>;
  login: RegExp;
}

const kinds: Kind[] = [
  {
    name: 'Active Directory',
    isHere: samba,
    start: (ca) => startSamba({ ca }),
    settings: {
      DIRECTORY: 'ad',
      DIRECTORY_BASE: ad.domainDn,
      DIRECTORY_BIND_DN: ad.helperDn,
      DIRECTORY_BIND_PASSWORD: ad.helperPassword,
    },
    login: /person1001@kalix\.test/,
  },
  {
    name: 'OpenLDAP',
    isHere: slapd,
    start: startSlapd,
    settings: {
      DIRECTORY: 'openldap',
      DIRECTORY_BASE: `ou=personal,${ldap.suffix}`,
      DIRECTORY_BIND_DN: ldap.helperDn,
      DIRECTORY_BIND_PASSWORD: ldap.helperPassword,
      DIRECTORY_POLICY_DN: ldap.policyDn,
    },
    login: /person1001/,
  },
];

const rawFiles = async (dir: string): Promise<Buffer> => {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Buffer.concat(
    await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name)))),
  );
};

const good = 'Kvist salt nordan 7';
const better = 'Torsk lykta bastu 8';

describe.each(kinds)('a reset through the portal, in $name', { timeout: 90_000 }, (kind) => {
  describe.skipIf(!kind.isHere)('on a real server', () => {
    let portal: TestPortal;
    let proxy: LdapProxy;
    let closeServer: () => Promise<void>;
    const dir = mkdtempSync(join(tmpdir(), 'portal-ca-'));

    beforeAll(async () => {
      const ca = await createTestCa();
      const server = await kind.start(ca);
      closeServer = server.close;
      proxy = await startLdapProxy(ca, server.url);
      writeFileSync(join(dir, 'ca.pem'), ca.certificatePem);
      const environment = {
        ...kind.settings,
        DIRECTORY_URLS: proxy.url,
        DIRECTORY_CA_FILE: join(dir, 'ca.pem'),
      };
      portal = await startTestPortal({ environment });
    }, 120_000);
    afterAll(async () => {
      await portal.close();
      await proxy.close();
      await closeServer();
      rmSync(dir, { recursive: true });
    });

    const onPasswordPage = async (id: string, language = 'sv') => {
      await letTimePass(portal, id);
      const visitor = await portal.signIn(id, language);
      const answer = await portal.identify(visitor, '/auth/stepup?syfte=reset', portal.person(id));
      return { visitor, page: await visitor.follow(answer) };
    };
    const send = async (visitor: Visitor, password: string) =>
      visitor.follow(await visitor.submit('/losenord/nytt', { password }));
    const verify = async (id: string, password: string) => {
      const { directory } = portal.services.reset;
      const account = await directory.findAccount({ login: 'x', employeeNumbers: [id] });
      return account !== null && directory.verify(account, password);
    };

    test('a code of a sheet and the password of the directory sign in; with a wrong password they do not', async () => {
      const own = 'Lingon myra skog 9';
      const { visitor } = await onPasswordPage('1002');
      await send(visitor, own);
      await visitor.get('/kodblad');
      const { text } = await visitor.submit('/kodblad');
      const kod = /class="phrase">([0-9A-Z-]{14})</.exec(text)?.[1] ?? '';
      const enter = async (losenord: string, typed = {}) => {
        const other = portal.visitor().always('Origin', portal.origin);
        await other.get('/utan-bankid/kodblad');
        proxy.decide(() => 'passed');
        return other.submit('/utan-bankid/kodblad', { namn: '1002', kod, losenord, ...typed });
      };
      const wrong = { kod: '0000-0000-0000' };
      const seen = new Set<string>();
      for (const [losenord, typed] of [
        [better, {}],
        [own, wrong],
        [better, wrong],
        [better, wrong],
        [better, { ...wrong, namn: '4711' }],
      ] as const) {
        const { status, text } = await enter(losenord, typed);
        seen.add(`${status} ${text.replace(/value="[^"]*"/g, '')} ${proxy.seen().join(' ')}`);
      }
      // Nothing tells which was wrong: not the page, not what the directory was asked meanwhile.
      expect(seen.size).toBe(1);
      expect([...seen].join('').match(/\bbind\b/g)).toHaveLength(2);
      // Three wrong passwords close an account here: those with a wrong code were nobody's.
      expect((await enter(own)).headers.location).toBe('/kurs');
      expect((await enter(own)).status).toBe(422);
    });

    test('a person gets a new login there, and the page shows its name and its rules', async () => {
      const { visitor, page } = await onPasswordPage('1001');
      expect(page.text.replaceAll('<wbr>', '')).toMatch(kind.login);
      expect(page.text).toContain('Inte något av dina 5 senaste');
      const done = await send(visitor, good);
      expect(done.text).toContain('Klart! Ditt nya lösenord gäller');
      expect(await verify('1001', good)).toBe(true);
    });

    test('an answer that is lost after the change is made up for, and told as done', async () => {
      const { visitor } = await onPasswordPage('1006', 'en');
      const change = kind.name === 'OpenLDAP' ? 'extended' : 'modify';
      proxy.decide(({ operation }) => (operation === change ? 'cut-after' : 'passed'));
      const done = await send(visitor, good);
      expect(proxy.seen().filter((operation) => operation === change)).toHaveLength(1);
      expect(done.text).toContain('Done! Your new password works');
      expect(await verify('1006', good)).toBe(true);
    });

    test('a directory that is down changes nothing, costs no try, and takes the password later', async () => {
      const { visitor } = await onPasswordPage('1002');
      for (let i = 0; i < 6; i += 1) {
        // The account and its rules are read first; the third sign-in is for the change.
        let signIns = 0;
        proxy.decide(({ operation }) => {
          if (operation === 'bind') signIns += 1;
          return operation === 'bind' && signIns === 3 ? 'cut-before' : 'passed';
        });
        const told = await send(visitor, good);
        expect(told.status).toBe(503);
        expect(told.text).toContain('Lösenordet är inte ändrat');
      }
      proxy.decide(() => 'passed');
      expect(await verify('1002', good)).toBe(false);
      expect((await send(visitor, good)).text).toContain('Klart!');
    });

    test('a line that breaks before the server has the password: told as unknown, free to try again', async () => {
      const { visitor } = await onPasswordPage('1002');
      const change = kind.name === 'OpenLDAP' ? 'extended' : 'modify';
      proxy.decide(({ operation }) => (operation === change ? 'cut-before' : 'passed'));
      const told = await send(visitor, better);
      expect(told.status).toBe(503);
      expect(told.text).toContain('Vi vet inte om lösenordet ändrades');
      proxy.decide(() => 'passed');
      expect((await send(visitor, better)).text).toContain('Klart!');
    });

    test('a locked login says so, and is open after the change', async () => {
      for (let i = 0; i < 3; i += 1) await verify('1002', 'fel');
      const { visitor, page } = await onPasswordPage('1002');
      expect(page.text).toContain('Den är låst efter för många felaktiga försök.');
      expect((await send(visitor, `${better}!`)).text).toContain('Klart!');
      expect(await verify('1002', `${better}!`)).toBe(true);
    });

    test.each([
      ['1003', 'Din inloggning är avstängd.'],
      ['1005', 'Din inloggning har gått ut.'],
    ])('the login of %s is not opened, and the page says why', async (id, words) => {
      const { visitor, page } = await onPasswordPage(id);
      expect(page.status).toBe(409);
      expect(page.text).toContain(words);
      expect((await send(visitor, good)).text).toContain(words);
      expect(await verify(id, good)).toBe(false);
    });

    test('one who must change gets by, and whoever has no login there is told so', async () => {
      const { visitor } = await onPasswordPage('1004');
      expect((await send(visitor, good)).text).toContain('Klart!');
      const { page } = await onPasswordPage('3001');
      expect(page.text).toContain('Vi hittar ingen inloggning');
    });

    test('IT checks the directory on a page, and tries a test account; nobody else may', async () => {
      const { connection } = portal.services.store;
      await connection
        .collection('employees')
        .updateMany(
          { employeeNumbers: { $in: ['3002', '1001'] } },
          { $set: { resetRequiredSince: null } },
        );
      expect((await (await portal.signIn('1001')).get('/katalog')).status).toBe(403);
      const it = await portal.signIn('3002');
      expect((await it.get('/verktyg')).text).toContain('href="/katalog"');
      const look = (form: Record<string, string>) => it.from('/katalog').submit('/katalog', form);

      const checked = await look({ vad: 'koppling' });
      expect(checked.text).toMatch(/Det här visade provet[^]*ansluten och inloggad/);
      expect(checked.text).toContain('reglerna: minst 14 tecken, inget av de 5 senaste');

      const tried = await look({ vad: 'testkonto', konto: ' 1020 ' });
      expect(tried.text).toMatch(/testkontot är [^]*ett lösenord på ett tecken nekas/);
      expect(tried.text).toContain('och det går att logga in med det');
      expect(await verify('1001', good)).toBe(true);
      expect((await look({ vad: 'testkonto', konto: '1001' })).text).toContain('hör till någon');
      expect(await verify('1001', good)).toBe(true);
      expect((await look({ vad: 'testkonto', konto: '4711' })).text).toContain('inget hittas');
      for (const konto of ['', portal.person('1002').personalNumber])
        expect((await look({ vad: 'testkonto', konto })).status).toBe(422);

      proxy.decide(() => 'cut-before');
      const down = await look({ vad: 'koppling' });
      expect(down.status).toBe(200);
      expect(down.text).toMatch(/2 fel\.[^]*går inte att nå/);
      proxy.decide(() => 'passed');
      const log = (await it.get('/logg')).text;
      expect(log).toMatch(/Provade katalogen[^]*Byter lösenord på ett testkonto[^]*testkonto /);
    });

    test('no password is in the log or in the store', async () => {
      expect(portal.logText()).toContain('A directory server could not be used.');
      const stored = await rawFiles(portal.dataDir);
      expect(stored.includes('reset.password')).toBe(!process.env.TEST_MONGODB_URI);
      for (const secret of [good, better, ad.helperPassword]) {
        expect(portal.logText()).not.toContain(secret);
        expect(stored.includes(secret)).toBe(false);
      }
    });
  });
});
