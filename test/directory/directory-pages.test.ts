import { expect, test } from 'vitest';
import type { AuditEntry } from '../../src/audit/index.ts';
import { createDirectoryPages } from '../../src/directory/directory-pages.ts';
import { ok, warning } from '../../src/directory/directory-check.ts';
import type { Directory } from '../../src/directory/index.ts';

const account = {
  id: 'CN=Prov',
  login: 'prov@kalix.test',
  otherNames: [],
  disabled: false,
  expired: false,
  lockedUntil: null,
};

const open = (changes: Partial<Directory> = {}, somebodys: string[] = []) => {
  const records: AuditEntry[] = [];
  const set: string[] = [];
  const directory = {
    kind: 'openldap',
    check: () => Promise.resolve([ok('base'), warning('no-policy')]),
    findAccount: () => Promise.resolve(account),
    effectivePolicy: () =>
      Promise.resolve({ minLength: 14, maxLength: 256, history: 5, complexity: false }),
    resetPassword: (_account: unknown, password: string) => {
      set.push(password);
      return Promise.resolve(
        password.length > 1
          ? ({ kind: 'changed', at: new Date() } as const)
          : ({ kind: 'refused', cause: 'policy' } as const),
      );
    },
    verify: () => Promise.resolve(true),
    ...changes,
  } as Directory;
  let left = 3;
  const pages = createDirectoryPages({
    directory,
    audit: { record: (entry) => Promise.resolve(records.push(entry)) },
    employees: { hasAny: (names) => Promise.resolve(names.some((n) => somebodys.includes(n))) },
    checks: { consume: () => Promise.resolve((left -= 1) >= 0) },
    longestMs: 50,
  });
  return { pages, records, set };
};

test('each check is written down with who made it and how many faults it found', async () => {
  const { pages, records } = open();
  expect(await pages.check('ivar')).toHaveLength(2);
  const details = { faults: 0, warnings: 1 };
  expect(records).toEqual([{ action: 'directory.checked', actor: 'ivar', result: 'ok', details }]);
});

test('a directory that does not come to an end is given up in time, and that is a fault', async () => {
  const { pages, records } = open({ check: () => new Promise(() => undefined) });
  expect(await pages.check('ivar')).toEqual([{ level: 'fault', id: 'too-long' }]);
  expect(records).toMatchObject([{ result: 'failed', details: { faults: 1 } }]);
});

test('that a test account is about to be changed is in the log before, by its user name', async () => {
  const { pages, records, set } = open();
  const findings = await pages.tryAccount('ivar', 'prov');
  expect(findings.map(({ id }) => id)).toEqual([
    'account-open',
    'account-policy',
    'weak-not-taken',
    'set',
    'signs-in',
  ]);
  expect(records).toMatchObject([
    { action: 'directory.tried', details: { testAccount: 'prov@kalix.test' } },
    { action: 'directory.checked', result: 'ok' },
  ]);
  for (const password of set.slice(1)) expect(JSON.stringify(findings)).not.toContain(password);
});

test.each(['4711', 'prov@kalix.test', 'prov'])(
  'the account of somebody at work is left alone, known as %s',
  async (known) => {
    const { pages, records, set } = open({}, [known]);
    const findings = await pages.tryAccount('ivar', known === '4711' ? '4711' : 'x');
    expect(findings).toMatchObject([{ level: 'fault', id: 'somebodys-account' }]);
    expect(set).toEqual([]);
    expect(records).toMatchObject([{ action: 'directory.checked', result: 'failed' }]);
  },
);

test('after too many checks the next is asked to wait, and looks at nothing', async () => {
  const { pages, records } = open();
  for (let i = 0; i < 3; i += 1) await pages.check('ivar');
  await expect(pages.check('ivar')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  expect(records).toHaveLength(3);
});
