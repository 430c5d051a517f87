import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHeadWitness } from '../../src/audit/index.ts';
import { readHead } from '../../src/audit/sealed-head.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { startTestPortal } from '../support/portal.ts';

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

test.each(['udp', 'tcp'] as const)(
  'a syslog server is told over %s, as RFC 5424 says',
  async (by) => {
    const heard: string[] = [];
    const keep = (bytes: Buffer) => void heard.push(bytes.toString());
    const server =
      by === 'udp'
        ? createSocket('udp4').on('message', keep)
        : createServer((socket: Socket) => socket.on('data', keep));
    if ('bind' in server) server.bind(0, '127.0.0.1');
    else server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const witness = witnessTo({ syslog: `${by}://127.0.0.1:${port}` });
    await witness.start();
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    await witness.stop();
    server.close();
    const [message = ''] = heard;
    expect(message).toMatch(
      /^(\d+ )?<109>1 \d{4}-\d\d-\d\dT[\d:.]+Z \S+ sakerhetsporten \d+ audit-head - \{/,
    );
    expect(readHead(key, message)).toMatchObject({ number: 3, seal: 'abc' });
    if (by === 'tcp') expect(parseInt(message)).toBe(message.length - message.indexOf('<'));
    expect(witness.warnings()).toEqual([]);
  },
);

test('a second place that fails stops nothing and is warned of', async () => {
  const file = join(dir, 'no-such-folder', 'heads.log');
  const portal = await startTestPortal({ environment: { AUDIT_HEAD_FILE: file } });
  const ready = await fetch(`${portal.origin}/health/ready`);
  expect(ready.status).toBe(200);
  const { warnings } = (await ready.json()) as { warnings: string[] };
  expect(warnings).toContain('the audit log’s second place cannot be reached');
  await portal.close();
});
