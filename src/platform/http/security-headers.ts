import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

/**
 * The headers of every answer. Nothing inline and nothing from elsewhere runs; no page may be
 * framed; what is personal is not kept by browser or proxy.
 */
export const securityHeaders = ({ https }: { https: boolean }): RequestHandler[] => [
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
  }),
  (_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
    next();
  },
];

const policyHeader = 'Content-Security-Policy';

/** Lets the forms of this one page be sent to another origin as well. */
export const allowFormsTo = (res: Response, origin: string): void => {
  const policy = String(res.getHeader(policyHeader));
  res.setHeader(policyHeader, policy.replace("form-action 'self'", `form-action 'self' ${origin}`));
};
