import { parentPort, type MessagePort } from 'node:worker_threads';
import { isGuessable } from './is-guessable.ts';

export interface StrengthQuestion {
  password: string;
  terms: string[];
  /** Milliseconds since 1970: when nobody waits for the answer any more. */
  until: number;
  answerAt: MessagePort;
}

parentPort?.on('message', ({ password, terms, until, answerAt }: StrengthQuestion) => {
  if (Date.now() < until) answerAt.postMessage(isGuessable(password, terms));
  answerAt.close();
});
