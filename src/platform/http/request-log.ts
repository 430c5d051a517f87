import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from '../logger.ts';
import { withinRequest } from '../request-context.ts';

/** Eight letters and digits that a person can read out on the phone; also in the log. */
export const referenceOf = (res: Response): string => String(res.locals.reference);

export const newReference = () => randomUUID().slice(0, 8).toUpperCase();

/** Ten or twelve digits, as a personal number is written; not within an ID. */
const personalNumber = /(?<![\da-f])\d{6}(\d{2})?[-+]?\d{4}(?![\da-f])/gi;

/** The path alone: a query may hold what somebody searched for. People type numbers into addresses. */
const pathOf = (req: Request) =>
  req.originalUrl.replace(/\?.*/s, '').replace(personalNumber, '[number]');

/** Gives each request its reference and logs it when answered: method, path, status, milliseconds. */
export const requestLog =
  (logger: Logger): RequestHandler =>
  (req, res, next) => {
    const started = performance.now();
    res.locals.reference = newReference();
    res.on('finish', () => {
      const isFault = res.statusCode >= 500;
      if (!isFault && !logger.isLevelEnabled('info')) return;
      const ms = Math.round(performance.now() - started);
      const line = {
        reference: referenceOf(res),
        method: req.method,
        path: pathOf(req),
        status: res.statusCode,
        ms,
      };
      if (isFault) logger.error(line, 'request');
      else logger.info(line, 'request');
    });
    withinRequest({ address: req.ip }, next);
  };
