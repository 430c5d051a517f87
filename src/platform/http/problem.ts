import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler } from 'express';
import { PortalError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { codeOf } from './error-pages.ts';
import { referenceOf } from './request-log.ts';

/** A fault that a program is told of, with what is wrong in it (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.headers = headers;
  }
}

/** Answers every fault as `application/problem+json`; the cause of our own stays in the log. */
export const problems =
  (logger: Logger): ErrorRequestHandler =>
  (error: unknown, _req, res, next) => {
    const reference = referenceOf(res);
    const status = error instanceof Problem ? error.status : new PortalError(codeOf(error)).status;
    if (status >= 500) logger.error({ reference, err: error }, 'fault');
    if (res.headersSent) {
      next(error);
      return;
    }
    const detail = error instanceof Problem ? { detail: error.message } : {};
    const title = STATUS_CODES[status] ?? 'Error';
    if (error instanceof Problem) res.set(error.headers);
    res.status(status).type('application/problem+json');
    res.send(JSON.stringify({ type: 'about:blank', title, status, ...detail, reference }));
  };
