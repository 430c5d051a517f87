import { Worker } from 'node:worker_threads';
import type { Validation, Verdict } from './answer-verdict.ts';

type Message = 'ready' | { id: number; verdict: Verdict };

/**
 * A thread that validates answers while many come at once, so that everybody else's pages need not
 * wait for theirs. It starts when it is first asked for.
 */
export const createValidationThread = () => {
  const waiting = new Map<number, (verdict: Verdict | null) => void>();
  let worker: Worker | null = null;
  let isReady = false;
  let last = 0;

  /** What it had not come to is validated where it was asked for. */
  const end = () => {
    [worker, isReady] = [null, false];
    for (const settle of waiting.values()) settle(null);
    waiting.clear();
  };

  const hear = (message: Message) => {
    if (message === 'ready') {
      isReady = true;
      return;
    }
    waiting.get(message.id)?.(message.verdict);
    waiting.delete(message.id);
  };

  const start = (): Worker => {
    const started = new Worker(new URL('./validation-worker.ts', import.meta.url));
    const ended = () => {
      if (worker === started) end();
    };
    started.on('message', hear).on('error', ended).on('exit', ended).unref();
    return started;
  };

  return {
    /** @returns null while the thread is starting or has failed: then the caller must do it. */
    validate: (validation: Validation): Promise<Verdict | null> => {
      worker ??= start();
      if (!isReady) return Promise.resolve(null);
      last += 1;
      const id = last;
      return new Promise((settle) => {
        waiting.set(id, settle);
        worker?.postMessage({ id, validation });
      });
    },
    close: async (): Promise<void> => {
      await worker?.terminate();
    },
  };
};
