import type { Audit } from '../audit/index.ts';
import type { Employee, EmployeeStore } from '../employees/index.ts';
import { PortalError } from '../platform/errors.ts';
import type { Viewer } from '../platform/http/viewer.ts';

/** Which units the viewer may enter something for: all of them, or these. */
export type Scope = 'all' | readonly string[];

export const isInScope = (scope: Scope, unitPath: readonly string[]): boolean =>
  scope === 'all' || unitPath.some((unit) => scope.includes(unit));

/**
 * Whom somebody may enter something about: HR anybody, a manager those of the own units and below;
 * nobody about themselves. Whoever asks for another is told that there is no such page, and that
 * they asked is written down.
 */
export const createEntryScope = (deps: {
  employees: Pick<EmployeeStore, 'findById' | 'managedUnitIds'>;
  audit: Audit;
}) => {
  const scopeOf = (viewer: Viewer): Promise<Scope> =>
    viewer.roles.includes('hr') ? Promise.resolve('all') : deps.employees.managedUnitIds(viewer.id);

  const refuse = async (viewer: Viewer, target: string, code: 'FORBIDDEN' | 'NOT_FOUND') => {
    await deps.audit.record({
      action: 'access.refused',
      actor: viewer.id,
      target,
      result: 'refused',
      code,
      details: { at: '/uppfoljning/personer' },
    });
    return new PortalError(code);
  };

  return {
    scopeOf,

    /** @throws PortalError NOT_FOUND or FORBIDDEN. */
    person: async (viewer: Viewer, id: string): Promise<Employee> => {
      const [person, scope] = await Promise.all([deps.employees.findById(id), scopeOf(viewer)]);
      if (!person) throw new PortalError('NOT_FOUND');
      if (person.id === viewer.id) throw await refuse(viewer, person.id, 'FORBIDDEN');
      if (!isInScope(scope, person.unitPath)) throw await refuse(viewer, person.id, 'NOT_FOUND');
      return person;
    },
  };
};
