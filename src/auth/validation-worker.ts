import { parentPort } from 'node:worker_threads';
import { validateAnswerApart } from './answer-validation.ts';
import type { Validation } from './answer-verdict.ts';

/* Validates answers away from the thread that answers people: XML and RSA take some ten milliseconds each. */
parentPort?.on('message', ({ id, validation }: { id: number; validation: Validation }) => {
  void validateAnswerApart(validation).then((verdict) => {
    parentPort?.postMessage({ id, verdict });
  });
});
parentPort?.postMessage('ready');
