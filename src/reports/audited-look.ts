import type { AuditDetails } from '../audit/index.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import type { Found, Scope } from '../standings/index.ts';
import type { PeopleFilter } from './people-query.ts';

/**
 * Who looked at whom: at one person, or at which units and statuses. The name that was searched for is
 * not told, nor a unit where nobody was found: anything can stand in an address.
 */
export const auditedLook = (
  viewer: Viewer,
  { scope, filter, found }: { scope: Scope; filter: PeopleFilter; found: readonly Found[] },
) => {
  const { unit, status, search } = filter;
  const details: AuditDetails = {
    ...(unit && found.length > 0 ? { unit } : { scope: scope === 'all' ? 'all' : 'own-units' }),
    ...(status ? { status } : {}),
    ...(search ? { search: true } : {}),
  };
  const target = found.length === 1 ? found[0]?.row.employeeId : undefined;
  return { actor: viewer.id, target, details, result: 'ok' } as const;
};
