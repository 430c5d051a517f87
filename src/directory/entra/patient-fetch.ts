import { setTimeout as pause } from 'node:timers/promises';
import { DirectoryFault, type FaultCause } from '../directory-fault.ts';

interface Patience {
  operationMs: number;
  patienceMs: number;
}

const firstPauseMs = 500;

/** Seconds or a date (RFC 9110, 10.2.3), in ms from now; null when nothing is said. */
const retryAfterMs = (response: Response): number | null => {
  const text = response.headers.get('retry-after');
  if (text === null) return null;
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
};

const isPassing = ({ status }: Response): boolean => status === 429 || status >= 500;

const isTimeout = (error: unknown) => error instanceof Error && error.name === 'TimeoutError';

/** There was no connection, so nothing can have been carried out. */
const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

const causeCode = (error: unknown): string | undefined =>
  error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined)?.code : undefined;

/** What one try came to, when it came to nothing. */
interface Failure {
  reason: FaultCause;
  code: string | undefined;
  /** It may have been carried out. */
  sent: boolean;
  /** How long the service asks to wait. */
  waitMs: number | null;
}

const failureOf = (response: Response): Failure => ({
  reason: 'busy',
  code: `HTTP ${response.status}`,
  // Who is told to wait has had nothing done.
  sent: response.status !== 429,
  waitMs: retryAfterMs(response),
});

const failureBy = (error: unknown): Failure => {
  const code = causeCode(error);
  const reason = isTimeout(error) ? 'no-answer' : 'unreachable';
  return { reason, code, sent: !neverLeft.has(code ?? ''), waitMs: null };
};

/**
 * Requests to one service, tried again while it is overloaded or does not answer: after as long as
 * it asks for, or after a pause that doubles. While it asks one request to wait, all wait.
 *
 * @returns a function that answers with whatever is neither 429 nor 5xx.
 * @throws DirectoryFault `busy`, `no-answer` or `unreachable` when its patience is at an end;
 *   `sent` when one of the tries may have been carried out.
 */
export const createPatientFetch = (server: string, { operationMs, patienceMs }: Patience) => {
  let quietUntil = 0;

  const once = async (url: string, init: RequestInit): Promise<Response | Failure> => {
    const signal = AbortSignal.timeout(operationMs);
    try {
      const response = await fetch(url, { ...init, signal, redirect: 'error' });
      // Read whole within the time: what comes later is no answer either.
      const whole = new Response((await response.text()) || null, response);
      return isPassing(whole) ? failureOf(whole) : whole;
    } catch (error) {
      return failureBy(error);
    }
  };

  return async (url: string, init: RequestInit): Promise<Response> => {
    const deadline = Date.now() + patienceMs;
    let last: Failure = { reason: 'busy', code: undefined, sent: false, waitMs: null };
    for (let pauseMs = firstPauseMs; ; pauseMs *= 2) {
      const jitterMs = pauseMs * (0.5 + Math.random() / 2);
      const own = pauseMs === firstPauseMs ? 0 : Date.now() + (last.waitMs ?? jitterMs);
      const next = Math.max(own, quietUntil);
      if (next > deadline) throw new DirectoryFault(last.reason, { server, ...last });
      await pause(Math.max(0, next - Date.now()));

      const result = await once(url, init);
      if (result instanceof Response) return result;
      last = { ...result, sent: last.sent || result.sent };
      if (last.waitMs !== null) quietUntil = Date.now() + last.waitMs;
    }
  };
};
