import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig, type Config } from '../../src/config.ts';
import { demoPeople, demoRoster } from '../../src/dev/demo-data/index.ts';
import { demoKeyPair, readKeyPair } from '../../src/dev/demo-keys.ts';
import { importDemoRoster } from '../../src/dev/demo-roster.ts';
import {
  createIdentityProvider,
  readServiceProvider,
} from '../../src/dev/identity-provider/index.ts';
import { freePort } from '../../test/support/free-port.ts';
import { oneModule } from '../../test/support/one-module.ts';

const root = join(import.meta.dirname, '../..');

const untilReady = async (url: string, child: ChildProcess): Promise<void> => {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error('The portal did not start.');
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(20);
  }
};

const residentMb = (pid: number): number => {
  const [, kb = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kb) / 1024);
};

/** Processor seconds the process has used, all its threads together (Linux: 100 ticks a second). */
const cpuSeconds = (pid: number): number => {
  const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const fields = after.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

const endBy = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
};

/** How the portal differs from one that is only measured. */
interface PortalOptions {
  environment?: Record<string, string>;
  /** What the portal is told of the identity provider, from what it says of itself. */
  metadata?: (xml: string) => string;
  /** Done with the store after the roster is imported and before the portal starts. */
  prepare?: (config: Config) => Promise<void>;
}

/**
 * Starts a portal of its own on a free port, with so many invented employees and a course of one
 * module in a temporary data folder, and an identity provider that answers within this process.
 */
export const startPortalProcess = async (employees: number, options: PortalOptions = {}) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'portal-bench-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const providerKeys = readKeyPair(await demoKeyPair(dataDir, 'identity-provider', 2048));
  const provider = createIdentityProvider({ baseUrl: 'http://127.0.0.1:1', keys: providerKeys });
  const metadataFile = join(dataDir, 'identity-provider.xml');
  writeFileSync(metadataFile, (options.metadata ?? String)(provider.metadata()));
  const keys = await demoKeyPair(dataDir, 'portal', 3072);
  const environment = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    PORTAL_MODE: 'demo',
    PORT: String(port),
    DATA_DIR: dataDir,
    COURSES_DIR: oneModule(dataDir),
    LOG_LEVEL: 'error',
    NODE_OPTIONS: process.env.PORTAL_NODE_OPTIONS,
    SAML_IDP_METADATA: metadataFile,
    SAML_KEY_FILE: keys.keyFile,
    SAML_CERT_FILE: keys.certFile,
    ...options.environment,
  };
  const csv = Buffer.from(demoRoster({ employees }));
  const config = loadConfig(environment);
  await importDemoRoster(config, { file: csv, origin: 'bench', known: false });
  await options.prepare?.(config);

  const start = async (at = url, own: Record<string, string> = {}): Promise<ChildProcess> => {
    const child = spawn('node', [join(root, 'src/server.ts')], {
      env: { ...environment, ...own },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await untilReady(at, child);
    return child;
  };
  const started = performance.now();
  let child = await start();
  const startMs = Math.round(performance.now() - started);
  const metadata = await (await fetch(`${url}/saml/metadata`)).text();

  return {
    url,
    dataDir,
    environment,
    startMs,
    provider,
    serviceProvider: readServiceProvider(metadata),
    people: demoPeople(csv),
    rssMb: () => residentMb(child.pid ?? 0),
    cpuSeconds: () => cpuSeconds(child.pid ?? 0),
    /** `kill -9`: the process has no time to finish anything. */
    kill: () => endBy(child, 'SIGKILL'),
    /** Starts it anew on what is in the data folder. */
    restart: async () => {
      child = await start();
    },
    /** One more process on the same store, known to browsers by the same address. */
    startAnother: async () => {
      const other = await freePort();
      const own = { PORT: String(other), BASE_URL: url };
      const second = await start(`http://localhost:${other}`, own);
      return { url: `http://localhost:${other}`, stop: () => endBy(second, 'SIGTERM') };
    },
    stop: async () => {
      await endBy(child, 'SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

export type PortalProcess = Awaited<ReturnType<typeof startPortalProcess>>;
