import { once } from 'node:events';
import { randomBytes, randomInt } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { expect, test } from 'vitest';
import { adDirectory } from '../support/ad-directory.ts';
import { faultReason } from '../support/fault-reason.ts';
import { answerTo } from '../support/ldap-answers.ts';
import { createTestCa } from '../support/test-ca.ts';

const ca = await createTestCa();
const { keyPem, certificatePem } = await ca.issue('127.0.0.1');
const bound = answerTo(2, 0x61, { code: 0 });

/** Bound, and a part of 127 bytes of which there is none. */
const cut = Buffer.from('300e0201026109' + '0a010004000400' + '877f', 'hex');

const broken: [string, () => Buffer][] = [
  ['random bytes', () => randomBytes(randomInt(1, 200))],
  ['half of an answer', () => bound.subarray(0, 7)],
  ['an answer to another question', () => answerTo(77, 0x61, { code: 0 })],
  ['an answer of another kind', () => answerTo(2, 0x67, { code: 0 })],
  ['a length of four gigabytes', () => Buffer.from('3084ffffffff020102', 'hex')],
  ['a part that is longer than the answer', () => cut],
  ['nothing but lengths', () => Buffer.from('30803080308030803080', 'hex')],
];

test.each(broken)(
  'a server that answers %s is given up, and takes nobody with it',
  async (_what, bytes) => {
    const server = createServer({ key: keyPem, cert: certificatePem }, (socket) => {
      socket.on('error', () => socket.destroy()).on('data', () => socket.write(bytes()));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `ldaps://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const directory = adDirectory(ca, [url], { operationMs: 150 });
    const account = {
      id: 'CN=Anna',
      login: '',
      otherNames: [],
      disabled: false,
      expired: false,
      lockedUntil: null,
    };
    for (let i = 0; i < 3; i += 1) {
      const person = { login: 'x', employeeNumbers: ['1001'] };
      expect(await faultReason(directory.findAccount(person))).not.toBe('done');
      const { kind } = await directory.resetPassword(account, 'Kvist salt nordan 7');
      expect(['unavailable', 'unanswered']).toContain(kind);
    }
    server.close();
  },
);
