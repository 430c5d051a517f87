import type { RequestHandler } from 'express';
import { PortalError } from '../platform/errors.ts';
import { maybeViewer } from '../platform/http/viewer.ts';
import type { Role } from '../platform/roles.ts';

const isReading = (method: string) => method === 'GET' || method === 'HEAD';

/** Lets people with one of the roles through; sends a visitor to sign in and back again. */
export const requireRoles =
  (roles: readonly Role[]): RequestHandler =>
  (req, res, next) => {
    const viewer = maybeViewer(res);
    if (viewer && roles.some((role) => viewer.roles.includes(role))) next();
    else if (viewer) throw new PortalError('FORBIDDEN');
    else if (isReading(req.method))
      res.redirect(303, `/auth/login?till=${encodeURIComponent(req.originalUrl)}`);
    else throw new PortalError('SIGN_IN_REQUIRED');
  };

/** While a new login is required of the person, every way leads to the reset. */
export const requireResetDone: RequestHandler = (req, res, next) => {
  if (!maybeViewer(res)?.resetRequired) next();
  else if (isReading(req.method)) res.redirect(303, '/losenord');
  else throw new PortalError('RESET_REQUIRED');
};
