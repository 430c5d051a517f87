import type { Request, RequestHandler } from 'express';
import { csrfSync } from 'csrf-sync';
import { PortalError } from '../errors.ts';
import { maybeViewer } from './viewer.ts';

const fieldOf = (req: Request): string | undefined => {
  const body: unknown = req.body;
  if (typeof body !== 'object' || body === null || !('_csrf' in body)) return undefined;
  return typeof body._csrf === 'string' ? body._csrf : undefined;
};

const { generateToken, isRequestValid } = csrfSync({ getTokenFromRequest: fieldOf, size: 32 });

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Gives a new session its token, before it is stored for the first time. Were the token made by
 * the first page, two first pages at once would have one each, of which one is worth nothing, and
 * a page that saves its session could bring back one that ended meanwhile.
 */
export const giveCsrfToken = (req: Request): void => void generateToken(req, true);

/**
 * Does the browser say that another site had it send this? It says so by `Sec-Fetch-Site`, an older one
 * by `Origin`; one that says neither is left to the token.
 */
const isForeign = (req: Request, ownOrigin: string): boolean => {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = req.get('origin');
  return origin !== undefined && origin !== ownOrigin;
};

/** Does the browser say that the form is our own? */
const isOwn = (req: Request, ownOrigin: string): boolean =>
  req.get('sec-fetch-site') === 'same-origin' || req.get('origin') === ownOrigin;

/** The session's token, for the forms of every page, those of faults as well. */
export const formToken: RequestHandler = (req, res, next) => {
  if (maybeViewer(res)) res.locals.csrfToken = generateToken(req);
  next();
};

/**
 * Every request that can change something comes from our own pages (OWASP, CSRF prevention) and carries its session's token (synchroniser token
 * pattern). The identity provider's answer cannot: it is bound to the browser by its own cookie. A
 * visitor has no session: of their forms the browser must say that they are ours.
 *
 * @param visitors paths of forms that somebody without a session sends.
 */
export const csrfProtection =
  ({
    except,
    visitors,
    origin,
  }: {
    except: string[];
    visitors: string[];
    origin: string;
  }): RequestHandler =>
  (req, res, next) => {
    const isOpen = harmless.has(req.method) || except.includes(req.path);
    const isVisitors = !maybeViewer(res) && visitors.includes(req.path) && isOwn(req, origin);
    const passes = isOpen || (!isForeign(req, origin) && (isVisitors || isRequestValid(req)));
    if (passes) next();
    else next(new PortalError(maybeViewer(res) ? 'CSRF' : 'SIGN_IN_REQUIRED'));
  };
