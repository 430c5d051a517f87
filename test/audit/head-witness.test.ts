import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createHeadWitness } from '../../src/audit/index.ts';
import { readHead } from '../../src/audit/sealed-head.ts';
import { createLogger } from '../../src/platform/logger.ts';
import type { KeyPairPem } from '../../src/platform/key-pair.ts';
import { startTestPortal } from '../support/portal.ts';
import { identityFor, trustedIdentity } from './tls-identity.ts';

const key = Buffer.alloc(32, 7);
const logger = createLogger({ level: 'silent' });
let dir: string;
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'portal-heads-'))));
afterAll(() => rmSync(dir, { recursive: true }));

const witnessTo = (to: { file?: string; syslog?: string }, number = () => 3) =>
  createHeadWitness({
    readHead: () => Promise.resolve({ number: number(), seal: 'abc' }),
    key,
    file: to.file,
    syslog: to.syslog,
    everyMs: 20,
    logger,
  });

test('the file is told when the log has grown, and only then', async () => {
  const file = join(dir, 'heads.log');
  let number = 3;
  const witness = witnessTo({ file }, () => number);
  await witness.start();
  await new Promise((resolve) => setTimeout(resolve, 100));
  number = 4;
  await witness.stop();
  const heads = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(heads.map((line) => readHead(key, line)?.number)).toEqual([3, 4]);
});

/** A syslog server of this machine; `heard` grows with what it is sent. */
const listen = async (by: 'udp' | 'tcp' | 'tls', identity?: KeyPairPem) => {
  const heard: string[] = [];
  const keep = (bytes: Buffer) => void heard.push(bytes.toString());
  const hear = (socket: Socket) =>
    socket.on('data', keep).on('error', (error) => heard.push(error.message));
  const tlsOptions = { key: identity?.privateKeyPem, cert: identity?.certificatePem };
  const server =
    by === 'udp'
      ? createSocket('udp4').on('message', keep)
      : by === 'tcp'
        ? createServer(hear)
        : createTlsServer(tlsOptions, hear);
  if ('bind' in server) server.bind(0, '127.0.0.1');
  else server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { heard, port: (server.address() as AddressInfo).port };
};

const telling = async (syslog: string) => {
  const witness = witnessTo({ syslog });
  await witness.start();
  await witness.stop();
  return witness.warnings();
};

const failed = (place: string) => [`the audit log’s second place (${place}) cannot be reached`];

test.each(['udp', 'tcp', 'tls'] as const)(
  'a syslog server is told over %s, as RFC 5424 says',
  async (by) => {
    const { heard, port } = await listen(by, by === 'tls' ? await trustedIdentity() : undefined);
    expect(await telling(`${by}://127.0.0.1:${port}`)).toEqual([]);
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    const message = heard.join('');
    expect(message).toMatch(
      /^(\d+ )?<109>1 \d{4}-\d\d-\d\dT[\d:.]+Z \S+ sakerhetsporten \d+ audit-head - \{/,
    );
    expect(readHead(key, message)).toMatchObject({ number: 3, seal: 'abc' });
    if (by !== 'udp') expect(parseInt(message)).toBe(message.length - message.indexOf('<'));
  },
);

test('nothing is told to a server whose certificate nobody vouches for', async () => {
  const { heard, port } = await listen('tls', await identityFor('127.0.0.1'));
  expect(await telling(`tls://127.0.0.1:${port}`)).toEqual(failed('syslog'));
  expect(heard.join('')).not.toContain('audit-head');
});

test('one second place that fails keeps nothing from the other', async () => {
  const { heard, port } = await listen('udp');
  const file = join(dir, 'no-such-folder', 'heads.log');
  const first = witnessTo({ file, syslog: `udp://127.0.0.1:${port}` });
  await first.start();
  await expect.poll(() => heard.length).toBe(1);
  expect(first.warnings()).toEqual(failed('file'));

  const whole = join(dir, 'whole.log');
  const second = witnessTo({ file: whole, syslog: 'tcp://127.0.0.1:1' });
  await second.start();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await Promise.all([first.stop(), second.stop()]);
  expect(second.warnings()).toEqual(failed('syslog'));
  expect(readFileSync(whole, 'utf8').trimEnd().split('\n')).toHaveLength(1);
});

test('a second place that fails stops nothing and is warned of', async () => {
  const file = join(dir, 'no-such-folder', 'heads.log');
  const portal = await startTestPortal({ environment: { AUDIT_HEAD_FILE: file } });
  const ready = await fetch(`${portal.origin}/health/ready`);
  expect(ready.status).toBe(200);
  const { warnings } = (await ready.json()) as { warnings: string[] };
  expect(warnings).toContain('the audit log’s second place (file) cannot be reached');
  await portal.close();
});
