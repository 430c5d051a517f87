import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { StrengthQuestion } from './strength-worker.ts';

/** What a person would wait for; the other rules have been judged meanwhile. */
const longestMs = 5_000;

/** The thread holds some 100 MB of dictionaries: it ends when nobody has asked for so long. */
const idleMs = 5 * 60_000;

export interface StrengthCheck {
  /** @returns null when it could not be told in time. */
  isGuessable: (password: string, terms: string[]) => Promise<boolean | null>;
  close: () => Promise<void>;
}

/**
 * Asks how strong a password is in a thread of its own, so that nobody else's pages wait for it.
 * The thread starts at the first question.
 */
export const createStrengthThread = (): StrengthCheck => {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;

  const close = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = worker;
    worker = null;
    await ending?.terminate();
  };

  const start = (): Worker => {
    const started = new Worker(new URL('./strength-worker.ts', import.meta.url));
    const forget = () => {
      if (worker === started) worker = null;
    };
    started.on('error', forget).on('exit', forget).unref();
    return started;
  };

  return {
    isGuessable: async (password, terms) => {
      worker ??= start();
      clearTimeout(idle);
      idle = setTimeout(() => void close(), idleMs).unref();
      const { port1, port2 } = new MessageChannel();
      const until = Date.now() + longestMs;
      const question: StrengthQuestion = { password, terms, until, answerAt: port2 };
      worker.postMessage(question, [port2]);
      const signal = AbortSignal.timeout(longestMs);
      const answer = once(port1, 'message', { signal }) as Promise<[boolean]>;
      const [guessable] = await answer.catch(() => [null] as const);
      port1.close();
      return guessable;
    },
    close,
  };
};
