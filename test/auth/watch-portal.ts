import type { ResponseOptions } from '../../src/dev/identity-provider/index.ts';
import type { TestPortal } from '../support/portal.ts';

interface AuditRecord {
  _id: number;
  action: string;
  code?: string;
  actor?: string;
}

const collection = (portal: TestPortal, name: string) =>
  portal.services.store.connection.collection(name);

export const auditOf = async (portal: TestPortal): Promise<AuditRecord[]> =>
  collection(portal, 'audit').find<AuditRecord>({}).sort({ _id: -1 }).limit(5).toArray();

/** The code of the last thing that happened, if it was a refusal. */
export const lastRefusal = async (portal: TestPortal): Promise<string | undefined> => {
  const [last] = await auditOf(portal);
  return last?.action.endsWith('.refused') ? last.code : undefined;
};

export const sessionCount = (portal: TestPortal): Promise<number> =>
  collection(portal, 'sessions').countDocuments();

/** A visitor on the way to the identity provider, and the answers it can be made to give. */
export const startSignIn = async (portal: TestPortal, path = '/auth/login') => {
  const visitor = portal.visitor();
  const url = (await visitor.get(path)).headers.location ?? '';
  return {
    visitor,
    url,
    answer: (options?: ResponseOptions, who = portal.person('1001')) =>
      portal.provider.answer(url, portal.serviceProvider, who, options),
  };
};
