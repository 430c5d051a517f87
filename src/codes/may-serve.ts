import type { Viewer } from '../platform/http/viewer.ts';
import type { CodesParts, Employee } from './codes-parts.ts';

/** Whom the viewer may give codes to: everybody, or those of these units. */
export type Scope = 'all' | readonly string[];

export const scopeOf = async (
  { employees }: Pick<CodesParts, 'employees'>,
  { id, roles }: Viewer,
): Promise<Scope> => (roles.includes('helpdesk') ? 'all' : employees.managedUnitIds(id));

/**
 * Nobody serves themself. A manager serves those of their own units who are employees and nothing else:
 * whoever helps an administrator to a new password could sit down in their place.
 */
export const mayServe = (viewer: Viewer, scope: Scope, person: Employee): boolean =>
  person.active &&
  person.id !== viewer.id &&
  (scope === 'all' ||
    (person.roles.every((role) => role === 'employee') &&
      person.unitPath.some((unit) => scope.includes(unit))));
