import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account, Directory } from '../../src/directory/index.ts';
import { startBrowserPortal } from './browser-portal.ts';
import { createTestCa } from './test-ca.ts';

const account: Account = {
  id: 'x',
  login: 'person@kalix.test',
  otherNames: [],
  disabled: false,
  expired: false,
  lockedUntil: null,
};

type State = Partial<Account> | null | { answer: Awaited<ReturnType<Directory['resetPassword']>> };

/** What becomes of each person of the small roster in the stuck directory. */
const stuckPeople: Record<string, State> = {
  '1001': null,
  '1002': { disabled: true },
  '1003': { expired: true },
  '1004': { lockedUntil: new Date(8.64e15) },
  '1005': { answer: { kind: 'refused', cause: 'policy' } },
  '1006': { answer: { kind: 'refused', cause: 'in-history' } },
  '2001': { answer: { kind: 'refused', cause: 'too-recent' } },
  '2002': { answer: { kind: 'refused', cause: 'not-allowed' } },
  '2003': { answer: { kind: 'unavailable' } },
  '2004': { answer: { kind: 'unanswered' } },
};

const stateOf = (numbers: string[]): State => stuckPeople[numbers[0] ?? ''] ?? null;

/** A directory that says no, or nothing, to everybody in their own way. */
const stuckDirectory = (real: Directory): Directory => {
  const answers = new Map<string, Awaited<ReturnType<Directory['resetPassword']>>>();
  return {
    ...real,
    findAccount: (employee) => {
      const employeeNumbers = employee?.employeeNumbers ?? [];
      const [id = ''] = employeeNumbers;
      const state = stateOf(employeeNumbers);
      if (state === null) return Promise.resolve(null);
      if ('answer' in state) answers.set(id, state.answer);
      return Promise.resolve({ ...account, ...('answer' in state ? {} : state), id });
    },
    effectivePolicy: () =>
      Promise.resolve({
        minLength: 14,
        maxLength: 256,
        history: 5,
        complexity: true,
        asciiOnly: true,
      }),
    resetPassword: ({ id }) => Promise.resolve(answers.get(id) ?? { kind: 'unavailable' }),
    verify: () => Promise.resolve(false),
    passwordSetAt: () => Promise.resolve(null),
  };
};

/** A portal whose directory cannot be reached, and whose people all meet a no of their own kind. */
export const startStuckPortal = async (environment: Record<string, string> = {}) => {
  const dir = mkdtempSync(join(tmpdir(), 'portal-stuck-'));
  const file = join(dir, 'ca.pem');
  writeFileSync(file, (await createTestCa()).certificatePem);
  const portal = await startBrowserPortal(undefined, {
    DIRECTORY: 'openldap',
    DIRECTORY_URLS: 'ldaps://127.0.0.1:9',
    DIRECTORY_CA_FILE: file,
    DIRECTORY_BASE: 'dc=kalix',
    DIRECTORY_BIND_DN: 'cn=portal',
    DIRECTORY_BIND_PASSWORD: 'hemligt',
    ...environment,
  });
  rmSync(dir, { recursive: true });
  const { reset, store } = portal.services;
  reset.directory = stuckDirectory(reset.directory);
  // IT comes in without a login in the directory.
  await store.connection
    .collection('employees')
    .updateOne({ employeeNumbers: '3002' }, { $set: { resetRequiredSince: null } });
  return portal;
};
