import type { Connection } from 'mongoose';
import type {
  DemoPerson,
  IdentityProvider,
  readServiceProvider,
  ResponseOptions,
} from '../../../src/dev/identity-provider/index.ts';
import { createVisitor, type Visitor } from '../../support/visitor.ts';

/** A portal to be attacked, and what the attacker's side needs to know. */
export interface Target {
  origin: string;
  /** The identity provider that the portal trusts. */
  provider: IdentityProvider;
  serviceProvider: ReturnType<typeof readServiceProvider>;
  /** Two people whom the portal knows. */
  people: [DemoPerson, DemoPerson];
  /** The portal's store, to see what became of an attack. */
  connection: Connection;
}

let visitors = 0;

/**
 * A browser at an address of its own, as the proxy in front of a portal names it (RFC 2544 sets
 * these aside): the limit on refused answers must not end the run.
 */
export const newVisitor = ({ origin }: Pick<Target, 'origin'>): Visitor => {
  visitors += 1;
  const address = `198.18.${(visitors >> 8) & 255}.${visitors & 255}`;
  return createVisitor(origin).always('X-Forwarded-For', address);
};

/** A visitor on the way to the identity provider, and the answers it can be made to give. */
export const startExchange = async (
  target: Target,
  path = '/auth/login',
  visitor: Visitor = newVisitor(target),
) => {
  const url = (await visitor.get(path)).headers.location ?? '';
  const { provider, serviceProvider, people } = target;
  const answer = async (options?: ResponseOptions, who: DemoPerson = people[0]) =>
    (await provider.answer(url, serviceProvider, who, options)).SAMLResponse;
  const post = (SAMLResponse: string) => visitor.post('/saml/acs', { SAMLResponse });
  return { visitor, answer, post };
};

/** A browser in which the first of the people has signed in. */
export const signedIn = async (target: Target): Promise<Visitor> => {
  const { visitor, answer, post } = await startExchange(target);
  const { status } = await post(await answer());
  if (status !== 303) throw new Error(`A good answer was met with ${status}.`);
  return visitor;
};
