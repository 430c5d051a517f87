import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import {
  createActiveDirectory,
  createBuiltinDirectory,
  createOpenLdap,
  ldapTimes,
  type Directory,
} from '../../src/directory/index.ts';
import { startSamba } from '../../test/support/samba.ts';
import * as ad from '../../test/support/samba-world.ts';
import { startSlapd } from '../../test/support/slapd.ts';
import * as ldap from '../../test/support/slapd-world.ts';
import { createTestCa } from '../../test/support/test-ca.ts';

export const directoryKinds = ['samba', 'openldap', 'builtin'] as const;
export type DirectoryKind = (typeof directoryKinds)[number];

/** A directory with these people, and how often it says itself that it has written each of them. */
export interface CampaignDirectory {
  environment: Record<string, string>;
  /** By employee number; only what has been written since it was started. */
  writes: (connection: Connection) => Promise<Map<string, number>>;
  open: (connection: Connection) => Directory;
  close: () => Promise<void>;
}

const quiet = { warn: () => undefined };
const connections = 10;

const startAd = async (dir: string, numbers: readonly string[]): Promise<CampaignDirectory> => {
  const ca = await createTestCa();
  const caFile = join(dir, 'directory-ca.pem');
  writeFileSync(caFile, ca.certificatePem);
  const controller = await startSamba({ ca, more: numbers });
  const before = await controller.passwordWrites();
  return {
    environment: {
      DIRECTORY: 'ad',
      DIRECTORY_URLS: controller.url,
      DIRECTORY_CA_FILE: caFile,
      DIRECTORY_BASE: ad.domainDn,
      DIRECTORY_BIND_DN: ad.helperDn,
      DIRECTORY_BIND_PASSWORD: ad.helperPassword,
    },
    writes: async () => {
      const after = await controller.passwordWrites();
      return new Map(
        numbers.map((number) => [number, (after[number] ?? 0) - (before[number] ?? 0)]),
      );
    },
    open: () =>
      createActiveDirectory({
        ...ldapTimes,
        urls: [controller.url],
        ca: ca.certificatePem,
        bind: { dn: ad.helperDn, password: ad.helperPassword },
        connections,
        logger: quiet,
        base: ad.domainDn,
        match: 'employeeNumber',
        login: 'userPrincipalName',
        asciiOnly: false,
      }),
    close: controller.close,
  };
};

const startLdap = async (dir: string, numbers: readonly string[]): Promise<CampaignDirectory> => {
  const ca = await createTestCa();
  const caFile = join(dir, 'directory-ca.pem');
  writeFileSync(caFile, ca.certificatePem);
  const server = await startSlapd(ca, { more: numbers });
  const base = `ou=personal,${ldap.suffix}`;
  return {
    environment: {
      DIRECTORY: 'openldap',
      DIRECTORY_URLS: server.url,
      DIRECTORY_CA_FILE: caFile,
      DIRECTORY_BASE: base,
      DIRECTORY_BIND_DN: ldap.helperDn,
      DIRECTORY_BIND_PASSWORD: ldap.helperPassword,
      DIRECTORY_POLICY_DN: ldap.policyDn,
    },
    writes: () => {
      const byDn = server.passwordWrites();
      const dnOf = (number: string) => `cn=Anstalld ${number},${base}`;
      return Promise.resolve(
        new Map(numbers.map((number) => [number, byDn.get(dnOf(number)) ?? 0])),
      );
    },
    open: () =>
      createOpenLdap({
        ...ldapTimes,
        urls: [server.url],
        ca: ca.certificatePem,
        bind: { dn: ldap.helperDn, password: ldap.helperPassword },
        connections,
        logger: quiet,
        base,
        match: 'employeeNumber',
        login: 'uid',
        policyDn: ldap.policyDn,
        asciiOnly: false,
      }),
    close: server.close,
  };
};

/** Counts by the revision that each account carries. */
const startBuiltin = (): CampaignDirectory => ({
  environment: { DIRECTORY: 'builtin' },
  writes: async (connection) => {
    const accounts = await connection.collection('directory-accounts').find({}).toArray();
    return new Map(
      accounts.flatMap(({ employeeNumbers, revision }) =>
        (employeeNumbers as string[]).map((number): [string, number] => [number, Number(revision)]),
      ),
    );
  },
  open: (connection) => createBuiltinDirectory(connection),
  close: () => Promise.resolve(),
});

/** Starts a directory of its own that holds people with these employee numbers. */
export const startCampaignDirectory = async (
  kind: DirectoryKind,
  dir: string,
  numbers: readonly string[],
): Promise<CampaignDirectory> => {
  if (kind === 'samba') return startAd(dir, numbers);
  return kind === 'openldap' ? startLdap(dir, numbers) : startBuiltin();
};
