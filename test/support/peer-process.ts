import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

interface PeerCommand {
  command: string[];
  environment: Record<string, string>;
  /** Answers something with 200 once the peer can be used. */
  readyAt: string;
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * Runs a program that the tests speak with, until `close`.
 *
 * @throws with what the program said, when it ends before it can be used.
 */
export const startPeer = async ({ command, environment, readyAt }: PeerCommand) => {
  const [program = '', ...args] = command;
  const env = { PATH: process.env.PATH, ...environment };
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close');
  while (!(await answers(readyAt))) {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`);
    await sleep(50);
  }
  return {
    said: () => said,
    close: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
