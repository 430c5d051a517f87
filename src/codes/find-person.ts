import { PortalError } from '../platform/errors.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import type { CodesParts, Employee } from './codes-parts.ts';
import { mayServe, scopeOf } from './may-serve.ts';

/** So many people of one name are shown; of more, the search must say more. */
const mostFound = 20;

type Parts = Pick<CodesParts, 'employees' | 'audit'>;

/** Those of that name or number whom the viewer may serve. Who was shown stands in the audit log. */
export const findPeople = async (
  { employees, audit }: Parts,
  viewer: Viewer,
  text: string,
): Promise<{ people: Employee[]; more: boolean }> => {
  const scope = await scopeOf({ employees }, viewer);
  const found = await employees.searchActive(text, scope, mostFound + 1);
  const people = found.slice(0, mostFound).filter((one) => mayServe(viewer, scope, one));
  for (const { id: target } of people)
    await audit.record({ action: 'codes.viewed', actor: viewer.id, target, result: 'ok' });
  return { people, more: found.length > mostFound };
};

/**
 * The person whom the viewer is about to serve.
 *
 * @throws PortalError NOT_FOUND: there is nobody, or it is not the viewer's to do.
 */
export const personToServe = async (
  { employees }: Pick<Parts, 'employees'>,
  viewer: Viewer,
  id: string,
): Promise<Employee> => {
  const person = await employees.findById(id);
  if (!person || !mayServe(viewer, await scopeOf({ employees }, viewer), person))
    throw new PortalError('NOT_FOUND');
  return person;
};
