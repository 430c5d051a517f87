import type { IncomingMessage, ServerResponse } from 'node:http';
import { Passport } from 'passport';
import type { PortalSaml } from './portal-saml.ts';
import { SamlStrategy } from './saml-strategy.ts';

type Handler = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;

const passport = new Passport();

const nothingToRead = () => {
  throw new Error('A request was being made; there is no answer to read.');
};

/**
 * Sends the browser to the identity provider with a signed request.
 * The query and body must hold no SAML message: the library would take it for an answer.
 */
export const redirectWithRequest = (
  saml: PortalSaml,
  ...[req, res, next]: Parameters<Handler>
): void => {
  const strategy = new SamlStrategy(saml, nothingToRead);
  const handler = passport.authenticate(strategy, { session: false }, next) as Handler;
  handler(req, res, next);
};

/**
 * Validates the answer in the request's body.
 *
 * @returns what `read` makes of it.
 * @throws what the library or `read` throws.
 */
export const validateAnswer = <T extends object>(
  saml: PortalSaml,
  read: () => T,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<T> =>
  new Promise((resolve, reject) => {
    const done = (error: Error | null, found: T | false) => {
      if (found) resolve(found);
      else reject(error ?? new Error('The strategy found nobody.'));
    };
    const strategy = new SamlStrategy(saml, read);
    const handler = passport.authenticate(strategy, { session: false }, done) as Handler;
    handler(req, res, reject);
  });
