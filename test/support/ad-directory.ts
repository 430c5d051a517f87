import { createActiveDirectory, type Account, type AdSettings } from '../../src/directory/index.ts';
import { domainDn, helperDn, helperPassword } from './samba-world.ts';
import type { TestCa } from './test-ca.ts';

/** What the portal told the operator. */
export const told: object[] = [];

/** The portal's view of the test domain, with its own account and all rights it needs. */
export const adDirectory = (ca: TestCa, urls: string[], changes: Partial<AdSettings> = {}) => {
  const directory = createActiveDirectory({
    urls,
    ca: ca.certificatePem,
    bind: { dn: helperDn, password: helperPassword },
    connections: 10,
    connectMs: 5_000,
    operationMs: 10_000,
    logger: { warn: (fields: object) => told.push(fields) },
    base: domainDn,
    match: 'employeeNumber',
    login: 'userPrincipalName',
    asciiOnly: false,
    ...changes,
  });
  return {
    ...directory,
    account: async (number: string): Promise<Account> => {
      const login = `person${number}@kalix.test`;
      const account = await directory.findAccount({ login, employeeNumbers: [number] });
      if (!account) throw new Error(`The test domain has no account ${number}.`);
      return account;
    },
  };
};
