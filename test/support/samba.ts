import { execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  administratorPassword,
  firstPassword,
  sambaWorld,
  type SambaWorld,
} from './samba-world.ts';
import type { TestCa } from './test-ca.ts';

const run = promisify(execFile);
const prepare = join(import.meta.dirname, '../peers/samba/prepare.py');

/** A loopback address that no other controller has: Samba's ports are fixed. */
const loopbackAddress = (): string =>
  `127.${randomInt(64, 250)}.${randomInt(1, 250)}.${randomInt(1, 250)}`;

/** Settings of a controller that keeps everything in its own folder and serves LDAP alone. */
const configuration = (dir: string, address: string, more: string[] = []) => `[global]
workgroup = KALIX
realm = KALIX.TEST
netbios name = DC1
server role = active directory domain controller
server services = ldap
interfaces = ${address}/8
bind interfaces only = yes
private dir = ${dir}/private
state directory = ${dir}/state
cache directory = ${dir}/cache
lock directory = ${dir}
pid directory = ${dir}
ncalrpc dir = ${dir}/ncalrpc
binddns dir = ${dir}/bind-dns
log file = ${dir}/log.samba
old password allowed period = 0
${more.join('\n')}
`;

const provision = async (dir: string, people: SambaWorld): Promise<void> => {
  await run('samba-tool', [
    ...['domain', 'provision', '--use-rfc2307', '--domain', 'KALIX', '--realm', 'KALIX.TEST'],
    ...['--server-role=dc', '--dns-backend=NONE', `--adminpass=${administratorPassword}`],
    ...['--host-name=dc1', '--host-ip=127.0.0.1', `--targetdir=${dir}`],
  ]);
  const world = join(dir, 'world.json');
  const conf = join(dir, 'test.conf');
  writeFileSync(world, JSON.stringify(people));
  writeFileSync(conf, configuration(dir, '127.0.0.1'));
  await run('/usr/bin/python3', [prepare, conf, join(dir, 'private/sam.ldb'), world]);
};

/** A filled domain to copy: made once in a run, by the test file that comes first. */
const template = async (): Promise<string> => {
  const dir = join(process.env.TEST_KEYS ?? mkdtempSync(join(tmpdir(), 'samba-')), 'samba');
  try {
    mkdirSync(`${dir}.making`);
  } catch {
    while (!existsSync(dir)) await sleep(100);
    return dir;
  }
  await provision(`${dir}.making/domain`, sambaWorld);
  renameSync(`${dir}.making/domain`, dir);
  return dir;
};

const listens = (host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(636, host);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

const launch = async (dir: string, address: string) => {
  const args = [
    '-s',
    `${dir}/test.conf`,
    '-F',
    '-M',
    'single',
    '--no-process-group',
    '--debug-stdout',
  ];
  const child = spawn('samba', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close');
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  while (!(await listens(address))) {
    if (child.exitCode !== null) throw new Error(`samba ended: ${said}`);
    await sleep(30);
  }
  return {
    process: child,
    stop: async () => {
      process.off('exit', endWithUs);
      child.kill('SIGKILL');
      await ended;
    },
  };
};

const scripts = join(import.meta.dirname, '../peers/samba');

/** Puts these people into the staff's unit, with the first password. */
const addPeople = async (dir: string, numbers: readonly string[]): Promise<void> => {
  const file = join(dir, 'people.json');
  writeFileSync(file, JSON.stringify(numbers));
  const database = join(dir, 'private/sam.ldb');
  const args = [join(dir, 'test.conf'), database, sambaWorld.staff, firstPassword, file];
  await run('/usr/bin/python3', [join(scripts, 'add-people.py'), ...args]);
};

/** How often the controller has written when a password was last set, by employee number. */
const passwordWrites = async (dir: string): Promise<Record<string, number>> => {
  const args = [join(dir, 'test.conf'), join(dir, 'private/sam.ldb'), sambaWorld.staff];
  const script = join(scripts, 'password-writes.py');
  const { stdout } = await run('/usr/bin/python3', [script, ...args], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout) as Record<string, number>;
};

export interface SambaOptions {
  ca: TestCa;
  /** Employee numbers of people besides those of `samba-world.ts`. */
  more?: readonly string[];
  /** Another address than its own in the certificate. */
  named?: string;
  ends?: Date;
  /** Other people than those of the tests. */
  world?: SambaWorld;
  /** More lines of its settings. */
  settings?: string[];
}

/** A real Samba AD domain controller with the people of `samba-world.ts`, on an address of its own. */
export const startSamba = async ({ ca, named, ends, settings, world, more }: SambaOptions) => {
  const dir = mkdtempSync(join(tmpdir(), 'samba-dc-'));
  if (world) await provision(dir, world);
  else cpSync(await template(), dir, { recursive: true });
  const address = loopbackAddress();
  const { keyPem, certificatePem } = await ca.issue(named ?? address, ends);
  writeFileSync(join(dir, 'private/tls/key.pem'), keyPem, { mode: 0o600 });
  writeFileSync(join(dir, 'private/tls/cert.pem'), certificatePem);
  writeFileSync(join(dir, 'private/tls/ca.pem'), ca.certificatePem);
  writeFileSync(join(dir, 'test.conf'), configuration(dir, address, settings));
  if (more) await addPeople(dir, more);
  let running = await launch(dir, address);
  return {
    url: `ldaps://${address}`,
    dir,
    /** Ends it at once, as when the power goes. */
    kill: () => running.stop(),
    startAgain: async () => {
      running = await launch(dir, address);
    },
    passwordWrites: () => passwordWrites(dir),
    /** Takes connections and answers nothing, until `wake`. */
    freeze: () => running.process.kill('SIGSTOP'),
    wake: () => running.process.kill('SIGCONT'),
    close: async () => {
      await running.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};

export type Samba = Awaited<ReturnType<typeof startSamba>>;
