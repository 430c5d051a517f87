import type { Employments } from './merge-employments.ts';
import type { UnitNode } from './unit-tree.ts';

/** One employment: who works in which unit under whom. */
export interface Post {
  person: Employments;
  unit: UnitNode;
  manager: Employments | undefined;
}

/**
 * Finds who manages which unit. Whoever the members name manages the unit. A manager's own
 * manager has the unit above (or the same one, where there is none above), unless both belong to
 * this unit. The deepest units come first, since they tell who manages the ones above them.
 */
export const manageUnits = (
  posts: Post[],
  units: Map<string, UnitNode>,
): Map<string, Set<Employments>> => {
  const managers = new Map([...units.keys()].map((id) => [id, new Set<Employments>()]));
  const byUnit = Map.groupBy(posts, ({ unit }) => unit);
  const deepestFirst = [...byUnit].sort(([a], [b]) => b.path.length - a.path.length);
  for (const [unit, members] of deepestFirst) {
    const belongs = new Set(members.map(({ person }) => person));
    const leads = new Set(managers.get(unit.id));
    for (const { manager } of members) if (manager) leads.add(manager);
    for (const { person, manager } of members) {
      if (!manager) continue;
      const here = !leads.has(person) || belongs.has(manager);
      managers.get(here ? unit.id : (unit.parentId ?? unit.id))?.add(manager);
    }
  }
  return managers;
};
