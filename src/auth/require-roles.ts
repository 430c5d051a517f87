import type { RequestHandler } from 'express';
import type { Audit } from '../audit/index.ts';
import { PortalError } from '../platform/errors.ts';
import { maybeViewer } from '../platform/http/viewer.ts';
import type { Role } from '../platform/roles.ts';

const isReading = (method: string) => method === 'GET' || method === 'HEAD';

/** Lets people with one of the roles through; sends a visitor to sign in and back again. */
export const requireRoles =
  (audit: Audit) =>
  (roles: readonly Role[]): RequestHandler =>
  async (req, res, next) => {
    const viewer = maybeViewer(res);
    if (viewer && roles.some((role) => viewer.roles.includes(role))) {
      next();
    } else if (viewer) {
      const refusal = { action: 'access.refused', result: 'refused', code: 'FORBIDDEN' } as const;
      await audit.record({ ...refusal, actor: viewer.id, details: { at: req.baseUrl } });
      next(new PortalError(refusal.code));
    } else if (isReading(req.method)) {
      res.redirect(303, `/auth/login?till=${encodeURIComponent(req.originalUrl)}`);
    } else {
      next(new PortalError('SIGN_IN_REQUIRED'));
    }
  };

/** While a new login is required of the person, every way leads to the reset. */
export const requireResetDone: RequestHandler = (req, res, next) => {
  if (!maybeViewer(res)?.resetRequired) next();
  else if (isReading(req.method)) res.redirect(303, '/losenord');
  else throw new PortalError('RESET_REQUIRED');
};
