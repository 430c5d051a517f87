import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');

type Environment = Record<string, string>;

const running = new Set<ChildProcess>();

/** Ends what a failed test has left running. */
export const endAll = (): void => running.forEach((child) => child.kill('SIGKILL'));

const spawnNode = (script: string, args: string[], environment: Environment) => {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
  return { child, output };
};

const codeOf = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return child.exitCode;
};

/** Runs a command to its end. */
export const runToEnd = async (script: string, args: string[], environment: Environment) => {
  const { child, output } = spawnNode(script, args, environment);
  return { code: await codeOf(child), ...output };
};

/** `npm start` that is meant to fail: its exit code and what it says. */
export const failedStart = (environment: Environment) =>
  runToEnd('src/dev/start.ts', [], environment);

/** `npm start` that is asked to end as soon as `when` says so: its exit code and what it says. */
export const interruptedStart = async (
  environment: Environment,
  when: (pid: number) => boolean,
) => {
  const { child, output } = spawnNode('src/dev/start.ts', [], environment);
  while (child.exitCode === null && !when(child.pid ?? 0)) await sleep(5);
  child.kill('SIGTERM');
  return { code: await codeOf(child), ...output };
};

/**
 * `npm start`, until the portal answers.
 *
 * @throws with what the process said, when it ends instead.
 */
export const startDemo = async (environment: Environment) => {
  const { child, output } = spawnNode('src/dev/start.ts', [], environment);
  const origin = `http://localhost:${environment.PORT ?? ''}`;
  const answers = () =>
    fetch(`${origin}/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`The portal ended: ${output.err}`);
    await sleep(50);
  }
  return {
    origin,
    pid: child.pid ?? 0,
    output,
    /** Ends it and answers its exit code; null when the signal left it no time to say one. */
    end: (signal: NodeJS.Signals) => {
      child.kill(signal);
      return codeOf(child);
    },
  };
};

export type Demo = Awaited<ReturnType<typeof startDemo>>;

/** Does anybody listen on this port of the machine? */
export const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
