import type { AuthParts } from './auth-deps.ts';
import type { Relink } from './relink-store.ts';

/**
 * What came of a decision; each has its words at `auth.relink.outcome`. `gone`: somebody else
 * decided first, or the question is too old. `own`: nobody decides on themselves. `overtaken`: the
 * roster has given the person another number, or given this number to another person.
 */
export const relinkOutcomes = ['confirmed', 'refused', 'gone', 'own', 'overtaken'] as const;

type RelinkOutcome = (typeof relinkOutcomes)[number];

type Parts = Pick<AuthParts, 'relinks' | 'employees' | 'audit'>;

const settle = async (
  { relinks, audit }: Parts,
  { id, employeeId }: Relink,
  actor: string,
  state: 'confirmed' | 'refused',
): Promise<void> => {
  if (!(await relinks.settle(id))) return;
  await audit.record({ action: `relink.${state}`, actor, target: employeeId, result: 'ok' });
};

/**
 * Lets a person in by their new personal number from now on, or not. The employee is written first:
 * after a crash between the two, the same decision made again finds the number in its place.
 */
export const decideRelink = async (
  parts: Parts,
  { id, actor, confirmed }: { id: string; actor: string; confirmed: boolean },
): Promise<RelinkOutcome> => {
  const relink = await parts.relinks.find(id);
  if (!relink) return 'gone';
  if (relink.employeeId === actor) return 'own';
  const { employeeId, fromKey, toKey } = relink;
  const isMoved = confirmed && (await parts.employees.relinkPerson(employeeId, { fromKey, toKey }));
  await settle(parts, relink, actor, isMoved ? 'confirmed' : 'refused');
  if (!confirmed) return 'refused';
  return isMoved ? 'confirmed' : 'overtaken';
};
