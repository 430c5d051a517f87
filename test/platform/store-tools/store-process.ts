import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { runToEnd } from '../../dev/demo-process.ts';

const command = 'src/platform/store-tools/store-command.ts';

/** `npm run store -- …` to its end. */
export const runStore = (args: string[], environment: Record<string, string> = {}) =>
  runToEnd(command, args, environment);

/** The one JSON object that a command prints last. */
export const jsonOf = ({ out }: { out: string }): Record<string, unknown> =>
  JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;

/** `npm run store -- serve …`, once it has said that it accepts connections. */
export const serveStore = async (args: string[]) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../..', command), ...args], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await Promise.race([
    once(child.stdout, 'data').then(([bytes]) => String(bytes)),
    once(child, 'exit').then(() => undefined),
  ]);
  if (line === undefined) throw new Error('The store did not start.');
  return {
    line,
    uri: /mongodb:\S+/.exec(line)?.[0] ?? '',
    pid: child.pid,
    end: async (): Promise<number | null> => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      return child.exitCode;
    },
  };
};
