import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createBuiltinDirectory,
  createEntra,
  createOpenLdap,
  type AccountState,
  type Directory,
  type EnforcedMethod,
} from '../../src/directory/index.ts';
import { indexesReady } from '../../src/platform/store-connection.ts';
import { adDirectory } from '../support/ad-directory.ts';
import { startEntraStub } from '../support/entra-stub.ts';
import { samba, slapd } from '../support/peers.ts';
import { startSamba } from '../support/samba.ts';
import * as ad from '../support/samba-world.ts';
import { startSlapd } from '../support/slapd.ts';
import * as ldap from '../support/slapd-world.ts';
import { createTestCa } from '../support/test-ca.ts';
import { openTestStore } from './open-test-store.ts';

interface World {
  directory: Directory;
  /** A directory that asks with no rights at all. */
  powerless?: Directory;
  close: () => Promise<void>;
}

const settings = {
  connections: 4,
  connectMs: 5_000,
  operationMs: 10_000,
  logger: { warn: () => undefined },
  asciiOnly: false,
};

const openAd = async (): Promise<World> => {
  const ca = await createTestCa();
  const controller = await startSamba({ ca });
  const bind = { dn: ad.powerlessDn, password: ad.helperPassword };
  return {
    directory: adDirectory(ca, [controller.url]),
    powerless: adDirectory(ca, [controller.url], { bind }),
    close: controller.close,
  };
};

const openOpenLdap = async (): Promise<World> => {
  const ca = await createTestCa();
  const server = await startSlapd(ca);
  const open = (dn: string) =>
    createOpenLdap({
      ...settings,
      urls: [server.url],
      ca: ca.certificatePem,
      bind: { dn, password: ldap.helperPassword },
      base: `ou=personal,${ldap.suffix}`,
      match: 'employeeNumber',
      login: 'uid',
      policyDn: ldap.policyDn,
    });
  return {
    directory: open(ldap.helperDn),
    powerless: open(ldap.powerlessDn),
    close: server.close,
  };
};

const openBuiltin = async (): Promise<World> => {
  const store = await openTestStore();
  const directory = createBuiltinDirectory(store.connection);
  await indexesReady(store.connection);
  return { directory, close: store.close };
};

const openEntra = async (): Promise<World> => {
  const stub = await startEntraStub();
  const directory = createEntra({
    ...settings,
    tenantId: 'tenant',
    clientId: 'portal',
    credential: { kind: 'secret', secret: 'app hemlighet' },
    loginUrl: stub.url,
    graphUrl: stub.url,
    match: 'employeeId',
    patienceMs: 3_000,
  });
  return { directory, close: stub.close };
};

const kinds = [
  {
    name: 'Active Directory',
    open: openAd,
    isHere: samba,
    hindered: {
      '1003': ['disabled'],
      '1005': ['expired'],
      '1007': ['admin-count'],
      '1010': ['never-expires'],
      '1011': ['service-account'],
    },
  },
  {
    name: 'OpenLDAP',
    open: openOpenLdap,
    isHere: slapd,
    hindered: { '1003': ['disabled'], '1005': ['expired'] },
  },
  { name: 'the built-in directory', open: openBuiltin, isHere: true, hindered: {} },
  {
    name: 'Entra ID',
    open: openEntra,
    isHere: true,
    hindered: { '1003': ['disabled'], '1007': ['synchronised'] },
  },
];

const good = 'Kvist salt nordan 7';
const better = 'Torsk lykta bastu 8';

const lookedFor = (number: string) => ({
  key: `key-${number}`,
  login: `person${number}@kalix.test`,
  employeeNumbers: [number],
});

describe.each(kinds)('campaigns in $name', { timeout: 60_000 }, (kind) => {
  describe.skipIf(!kind.isHere)('on the real thing, or what stands for it', () => {
    let world: World;
    beforeAll(async () => {
      world = await kind.open();
    }, 120_000);
    afterAll(() => world.close());

    const lookUp = async (...numbers: string[]) => {
      const people = numbers.map(lookedFor);
      const found = await world.directory.enforcement.session(({ lookUp }) => lookUp(people));
      return numbers.map((number) => found.get(`key-${number}`) ?? []);
    };
    const stateOf = async (number: string): Promise<AccountState> => {
      const [[state] = []] = await lookUp(number);
      if (!state) throw new Error(`There is no account ${number}.`);
      return state;
    };
    const enforce = async (number: string, method: EnforcedMethod, by = world.directory) => {
      const state = await stateOf(number);
      return by.enforcement.session(({ enforce }) => enforce(state, method));
    };
    const accountOf = async (number: string) => {
      const account = await world.directory.findAccount(lookedFor(number));
      if (!account) throw new Error(`There is no account ${number}.`);
      return account;
    };
    const reset = async (number: string, password: string) =>
      world.directory.resetPassword(await accountOf(number), password);
    const verify = async (number: string, password: string) =>
      world.directory.verify(await accountOf(number), password);
    const changedSince = (since: Date) =>
      world.directory.enforcement.session((session) => session.changedSince(since));

    test('many are looked up at once, each by name, and what stands in their way is told', async () => {
      const numbers = Object.keys(kind.hindered);
      const found = await lookUp('1001', ...numbers);
      expect(found[0]).toMatchObject([{ hindrances: [], mustChange: false }]);
      expect(found.slice(1).map(([state]) => state?.hindrances)).toEqual(
        Object.values(kind.hindered),
      );
    });

    // In the built-in directory nobody is without an account, or has several.
    if (kind.name !== 'the built-in directory')
      test('whoever has no account, or several, is told by their number', async () => {
        const [none, several] = await lookUp('9999', '1009');
        expect(none).toEqual([]);
        expect(several).toHaveLength(2);
      });

    test('one who must change is asked for it, keeps the old password, and is done with a new one', async () => {
      const number = kind.name === 'Entra ID' || kind.name.startsWith('the') ? '2001' : '1020';
      await reset(number, good);
      const before = new Date(Math.floor(Date.now() / 1000) * 1000);
      expect(await enforce(number, 'must-change')).toMatchObject({ kind: 'written', at: null });
      if (kind.name !== 'Entra ID') {
        expect(await stateOf(number)).toMatchObject({ mustChange: true });
        expect(await verify(number, good)).toBe(true);
      }
      expect(await reset(number, better)).toMatchObject({ kind: 'changed' });
      const { id, setAt } = await stateOf(number);
      expect(setAt?.getTime()).toBeGreaterThanOrEqual(before.getTime());
      expect((await changedSince(before)).get(id)).toEqual(setAt);
    });

    test('a password made unusable opens nothing, and is no change by the person', async () => {
      const number = kind.name === 'Entra ID' || kind.name.startsWith('the') ? '2002' : '1021';
      await reset(number, good);
      const outcome = await enforce(number, 'unusable');
      expect(outcome).toMatchObject({ kind: 'written' });
      expect(await verify(number, good)).toBe(kind.name === 'Entra ID');
      const { id, setAt } = await stateOf(number);
      const written = outcome.kind === 'written' ? outcome.at : null;
      expect(setAt).toEqual(written);

      expect(await reset(number, better)).toMatchObject({ kind: 'changed' });
      expect(await verify(number, better)).toBe(true);
      const changed = (await changedSince(new Date(Date.now() - 60_000))).get(id);
      expect(changed?.getTime()).toBeGreaterThanOrEqual(written?.getTime() ?? 1);
    });

    test('the same password is no better after it than before', async () => {
      if (kind.name === 'Entra ID' || kind.name === 'Active Directory') return;
      const number = kind.name.startsWith('the') ? '2003' : '1022';
      await reset(number, good);
      await enforce(number, 'unusable');
      expect(await reset(number, good)).toEqual({ kind: 'refused', cause: 'in-history' });
    });

    test('a right that is missing is told with the server’s own code', async () => {
      if (!world.powerless) return;
      for (const method of ['must-change', 'unusable'] as const)
        expect(await enforce('1023', method, world.powerless)).toEqual({
          kind: 'refused',
          cause: 'not-allowed',
          code: 'LDAP 50',
        });
    });

    test('an account that is gone is told as gone', async () => {
      const state = await stateOf('1001');
      const gone = {
        builtin: '0123456789abcdef01234567',
        entra: 'gone',
        'active-directory': `CN=Borta,OU=Personal,${ad.domainDn}`,
        openldap: `cn=borta,ou=personal,${ldap.suffix}`,
      }[world.directory.kind];
      const outcome = await world.directory.enforcement.session(({ enforce }) =>
        enforce({ ...state, id: gone }, 'must-change'),
      );
      expect(outcome).toMatchObject({ kind: 'refused', cause: 'not-found' });
    });
  });
});
