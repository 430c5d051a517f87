import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { PortalError, rateLimitSeconds, type ErrorCode } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { localPath } from '../local-path.ts';
import { keepForm, pageOfForm } from './kept-form.ts';
import { translatorOf } from './page-locals.ts';
import { renderPage } from './render-page.ts';
import { referenceOf } from './request-log.ts';

/** Any path that no route answered. */
export const notFound: RequestHandler = (_req, _res, next) => next(new PortalError('NOT_FOUND'));

/** What the driver and mongoose throw when the store cannot be reached, or not in time. */
const storeFault =
  /^Mongo(ose)?(ClientClosed|Network|NetworkTimeout|NotConnected|OperationTimeout|PoolCleared|ServerSelection|TopologyClosed|WaitQueueTimeout)Error$/;

const hasStatus = (error: unknown): error is { status: number } =>
  typeof error === 'object' &&
  error !== null &&
  'status' in error &&
  typeof error.status === 'number';

/** What went wrong, in the catalogue's words: the body parser and the router carry a status. */
export const codeOf = (error: unknown): ErrorCode => {
  if (error instanceof PortalError) return error.code;
  if (error instanceof Error && storeFault.test(error.name)) return 'STORE_DOWN';
  if (!hasStatus(error)) return 'INTERNAL';
  if (error.status === 413) return 'BODY_TOO_LARGE';
  return error.status >= 400 && error.status < 500 ? 'BAD_REQUEST' : 'INTERNAL';
};

const worthAnotherTry = new Set<ErrorCode>([
  'CSRF',
  'BODY_TOO_LARGE',
  'STORE_DOWN',
  'IDENTITY_PROVIDER_DOWN',
  'DIRECTORY_DOWN',
]);

/** Where the one button leads: back to where the person was, where that can help. */
const wayOn = (req: Request, code: ErrorCode, page: string): string => {
  const here = req.method === 'GET' ? (localPath(req.originalUrl) ?? '/') : page;
  if (code === 'SIGN_IN_REQUIRED') return `/auth/login?till=${encodeURIComponent(here)}`;
  if (code === 'RESET_REQUIRED') return '/losenord';
  // The list that the file would be of.
  if (code === 'LIST_TOO_LONG') return here.replace(/\.\w+(?=\?|$)/, '');
  return worthAnotherTry.has(code) ? here : '/';
};

const show = (res: Response, fault: PortalError): void => {
  const reference = referenceOf(res);
  if (fault.code === 'RATE_LIMITED') res.setHeader('Retry-After', String(rateLimitSeconds));
  const page = pageOfForm(res.req);
  const kept = res.req.method === 'POST' && keepForm(res, page);
  if (res.req.accepts('html', 'json') === 'json') {
    res.status(fault.status).json({ code: fault.code, reference });
    return;
  }
  const title = translatorOf(res)(`errors.${fault.code}.title`);
  const locals = {
    title,
    code: fault.code,
    reference,
    kept,
    minutes: rateLimitSeconds / 60,
    href: wayOn(res.req, fault.code, page),
  };
  renderPage(res, 'errors/error', locals, fault.status);
};

/** The person has closed the page or broken off the download: nobody's fault, and nobody to tell. */
const hasLeft = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

const onPage =
  (logger: Logger): ErrorRequestHandler =>
  (error: unknown, _req, res, next) => {
    const fault = new PortalError(codeOf(error));
    const line = { reference: referenceOf(res), code: fault.code };
    if (hasLeft(error)) logger.info(line, 'broken off');
    else if (fault.status >= 500) logger.error({ ...line, err: error }, 'fault');
    if (res.headersSent) next(error);
    else show(res, fault);
  };

/** The page of a fault has a fault of its own: a line of text, and nothing of the cause. */
const asText =
  (logger: Logger): ErrorRequestHandler =>
  (error: unknown, _req, res, next) => {
    const reference = referenceOf(res);
    if (res.headersSent) {
      next(error);
      return;
    }
    logger.error({ reference, code: 'INTERNAL', err: error }, 'fault');
    res.status(500).type('text').send(`INTERNAL ${reference}\n`);
  };

/** Every fault ends on a page with a reference number; the cause is in the log under the same number. */
export const errorPages = (logger: Logger): ErrorRequestHandler[] => [
  onPage(logger),
  asText(logger),
];
