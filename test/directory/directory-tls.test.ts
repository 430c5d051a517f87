import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adDirectory } from '../support/ad-directory.ts';
import { faultReason } from '../support/fault-reason.ts';
import { samba } from '../support/peers.ts';
import { startSamba, type Samba, type SambaOptions } from '../support/samba.ts';
import { createTestCa, type TestCa } from '../support/test-ca.ts';

const yesterday = new Date(Date.now() - 24 * 3_600_000);
const gnutls = (protocol: string) => [`tls priority = NORMAL:-VERS-ALL:+VERS-${protocol}:%COMPAT`];

let ca: TestCa;
let stranger: TestCa;
const started: Samba[] = [];

const reasonAt = async (options: Partial<SambaOptions>): Promise<string> => {
  const controller = await startSamba({ ca, ...options });
  started.push(controller);
  return faultReason(adDirectory(ca, [controller.url]).account('1001'));
};

describe.skipIf(!samba)('the line to a controller', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    [ca, stranger] = await Promise.all([createTestCa(), createTestCa()]);
  });
  afterAll(() => Promise.all(started.map((one) => one.close())));

  /** Something that takes the connection and is no LDAPS server. */
  const reasonOf = async (greeting: string | null): Promise<string> => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      if (greeting !== null) socket.write(greeting);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `ldaps://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const reason = await faultReason(adDirectory(ca, [url], { connectMs: 200 }).account('1001'));
    server.close();
    return reason;
  };

  test('a server without TLS is told no password', async () => {
    expect(await reasonOf('0\f\u0002\u0001\u0001a\u0007\n\u0001\0')).toBe('tls');
  });

  test('a server that takes the connection and is silent is given up in time', async () => {
    expect(await reasonOf(null)).toBe('unreachable');
  });

  test.each([
    [
      'speaks TLS 1.2 and shows a certificate of the pinned CA',
      'done',
      () => ({ settings: gnutls('TLS1.2') }),
    ],
    ['speaks TLS 1.3', 'done', () => ({ settings: gnutls('TLS1.3') })],
    ['speaks TLS 1.1 at most', 'tls', () => ({ settings: gnutls('TLS1.1') })],
    ['shows another host’s certificate', 'certificate-name', () => ({ named: '127.1.2.3' })],
    ['shows one that has expired', 'certificate-expired', () => ({ ends: yesterday })],
    ['shows one of an unknown CA', 'certificate-unknown', () => ({ ca: stranger })],
  ])(
    'that %s gives: %s',
    async (_what, reason, options) => {
      expect(await reasonAt(options())).toBe(reason);
    },
    120_000,
  );
});
