import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOpenLdap } from '../../src/directory/index.ts';
import { faultReason } from '../support/fault-reason.ts';
import { slapd } from '../support/peers.ts';
import { startSlapd, type Slapd, type SlapdOptions } from '../support/slapd.ts';
import { helperDn, helperPassword, policyDn, suffix } from '../support/slapd-world.ts';
import { createTestCa, type TestCa } from '../support/test-ca.ts';

const yesterday = new Date(Date.now() - 24 * 3_600_000);
const only = (protocol: string) => `TLSCipherSuite NORMAL:-VERS-ALL:+VERS-${protocol}:%COMPAT`;

let ca: TestCa;
let stranger: TestCa;
const started: Slapd[] = [];

const directoryAt = (...urls: string[]) => {
  const told: unknown[] = [];
  const directory = createOpenLdap({
    urls,
    ca: ca.certificatePem,
    bind: { dn: helperDn, password: helperPassword },
    connections: 2,
    connectMs: 2_000,
    operationMs: 2_000,
    logger: { warn: (what: unknown) => told.push(what) },
    base: `ou=personal,${suffix}`,
    match: 'employeeNumber',
    login: 'uid',
    policyDn,
    asciiOnly: false,
  });
  return { directory, told };
};

const start = async (issuer: TestCa, options?: SlapdOptions) => {
  const server = await startSlapd(issuer, options);
  started.push(server);
  return server;
};

const person = { login: 'x', employeeNumbers: ['1001'] };

describe.skipIf(!slapd)('the line to OpenLDAP', { timeout: 30_000 }, () => {
  beforeAll(async () => {
    [ca, stranger] = await Promise.all([createTestCa(), createTestCa()]);
  });
  afterAll(() => Promise.all(started.map((one) => one.close())));

  test.each([
    ['shows a certificate of the pinned CA, by TLS 1.2', 'done', { tls: only('TLS1.2') }],
    ['speaks TLS 1.3', 'done', { tls: only('TLS1.3') }],
    ['speaks TLS 1.1 at most', 'tls', { tls: only('TLS1.1') }],
    ['shows another host’s certificate', 'certificate-name', { named: '127.1.2.3' }],
    ['shows one that has expired', 'certificate-expired', { ends: yesterday }],
  ])('that %s gives: %s', async (_what, reason, options) => {
    const { url } = await start(ca, options);
    expect(await faultReason(directoryAt(url).directory.findAccount(person))).toBe(reason);
  });

  test('a certificate of an unknown CA is not believed', async () => {
    const { url } = await start(stranger);
    const found = directoryAt(url).directory.findAccount(person);
    expect(await faultReason(found)).toBe('certificate-unknown');
  });

  test('when the first server is gone the second serves, and is asked first from then on', async () => {
    const first = await startSlapd(ca);
    const second = await start(ca);
    await first.close();
    const { directory, told } = directoryAt(first.url, second.url);
    expect(await directory.findAccount(person)).toMatchObject({ login: 'person1001' });
    expect(told).toHaveLength(1);
    expect(await directory.findAccount(person)).not.toBeNull();
    expect(told).toHaveLength(1);
  });
});
