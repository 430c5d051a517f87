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

/**
 * Turns away whoever signed in by a code: what is not declared open to them needs BankID. Their
 * session has the role of an employee alone, whatever roles the person has.
 */
export const requireBankId: RequestHandler = (_req, res, next) => {
  const level = maybeViewer(res)?.level;
  next(level === 'code' || level === 'sheet' ? new PortalError('BANKID_REQUIRED') : undefined);
};

/** While a new login is required of the person, every way leads to the reset. */
export const requireResetDone: RequestHandler = (req, res, next) => {
  if (!maybeViewer(res)?.resetRequired) next();
  else if (isReading(req.method)) res.redirect(303, '/losenord');
  else throw new PortalError('RESET_REQUIRED');
};
