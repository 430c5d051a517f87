import type { RequestHandler } from 'express';
import { Problem } from '../platform/http/problem.ts';
import type { RateLimiter } from '../platform/rate-limit.ts';
import type { Tokens } from './tokens.ts';

const refused = (detail: string, error = '') =>
  new Problem(401, detail, { 'WWW-Authenticate': `Bearer realm="api"${error}` });

/** Lets a request through that carries a good token of this scope, in its header and nowhere else (RFC 6750). */
export const requireToken =
  (tokens: Pick<Tokens, 'use'>, limiter: Pick<RateLimiter, 'take' | 'limit'>) =>
  (scope: string): RequestHandler =>
  async (req, res, next) => {
    const secret = /^Bearer ([\w.~+/-]{1,200}=*)$/i.exec(req.get('authorization') ?? '')?.[1];
    if (secret === undefined)
      throw refused('Send the token in the header Authorization: Bearer TOKEN.');
    const token = await tokens.use(secret);
    if (!token)
      throw refused('The token is unknown, revoked or expired.', ', error="invalid_token"');
    const { name, points, seconds } = limiter.limit;
    const { isAllowed, left, seconds: wait } = await limiter.take(token.id);
    res.set('RateLimit-Policy', `"${name}";q=${points};w=${seconds}`);
    res.set('RateLimit', `"${name}";r=${left};t=${wait}`);
    if (!isAllowed)
      throw new Problem(429, `Wait ${wait} seconds.`, { 'Retry-After': String(wait) });
    if (!token.scopes.some((one) => one === scope))
      throw new Problem(403, `The token has not the scope ${scope}.`, {
        'WWW-Authenticate': `Bearer realm="api", error="insufficient_scope", scope="${scope}"`,
      });
    next();
  };
