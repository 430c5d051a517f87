import {
  changeUnits,
  endedBy,
  releasedFrom,
  soFrom,
  type ChangedPerson,
  type ImportPlan,
  type KnownPerson,
  type KnownUnit,
  type LeavingPerson,
  type PersonFields,
  type Unit,
} from '../employees/index.ts';
import { dayOf } from '../platform/swedish-day.ts';
import { countPlan } from './count-plan.ts';
import type { ChangeItems } from './roster-change-model.ts';
import type { RosterDeps } from './roster-deps.ts';
import type { RosterImport } from './roster-import-store.ts';

/** Why an import cannot be undone. */
export type UndoRefusal =
  'not-applied' | 'not-last' | 'is-undo' | 'undone' | 'people-changed' | 'too-old';

type Item = ChangeItems['added'] | ChangeItems['changed'] | ChangeItems['leaving'];

const notFields = new Set(['id', 'personKey', 'active', 'employments']);
const fieldsOf = (person: KnownPerson): PersonFields =>
  Object.fromEntries(
    Object.entries(person).filter(([key]) => !notFields.has(key)),
  ) as unknown as PersonFields;

const says = (person: KnownPerson, fields: PersonFields): boolean =>
  (Object.keys(fields) as (keyof PersonFields)[]).every(
    (key) => JSON.stringify(person[key]) === JSON.stringify(fields[key]),
  );

/** Is the person still as the import left them? */
const isAsLeft = (item: Item, now: KnownPerson | undefined): now is KnownPerson => {
  if (!now) return false;
  if (!('fields' in item)) return !now.active && now.personKey === item.before.personKey;
  const key = 'before' in item ? (item.newKey ?? item.before.personKey) : item.personKey;
  return now.active && now.personKey === key && says(now, item.fields);
};

const leave = (now: KnownPerson, day: string): LeavingPerson => ({
  id: now.id,
  before: now,
  employments: endedBy(now.employments, day),
});

const bringBack = (before: KnownPerson, now: KnownPerson, day: string): ChangedPerson => {
  const { unitIds, unitPath, roles } = before;
  return {
    id: now.id,
    line: null,
    before: now,
    newKey: before.personKey === now.personKey ? null : before.personKey,
    returned: !now.active,
    fields: fieldsOf(before),
    employments: soFrom(now.employments, { unitIds, unitPath, roles }, day),
  };
};

/** The tree as it was before: what the import opened is gone, what it changed or closed is back. */
const treeBefore = (record: RosterImport, present: KnownUnit[]): Unit[] => {
  const before = new Map(record.units.before.map((unit) => [unit.id, unit]));
  const touched = new Set([...record.units.put, ...record.units.close].map(({ id }) => id));
  return present.flatMap((unit) => {
    const then = touched.has(unit.id) ? before.get(unit.id) : unit;
    if (!then || then.closed) return [];
    const { id, name, parentId, path, managerIds, deputyIds } = then;
    return [{ id, name, parentId, path, managerIds, deputyIds }];
  });
};

const inverse = (items: Item[], now: Map<string, KnownPerson>, day: string) => {
  const changed: ChangedPerson[] = [];
  const leaving: LeavingPerson[] = [];
  for (const item of items) {
    const person = now.get(item.id);
    if (!person) continue;
    if ('before' in item && item.before.active) changed.push(bringBack(item.before, person, day));
    else leaving.push(leave(person, day));
  }
  return { changed, leaving };
};

const itemsOf = async ({ imports }: RosterDeps, id: string): Promise<Item[]> => {
  const items: Item[] = [];
  for (const kind of ['added', 'changed', 'leaving'] as const)
    for await (const batch of imports.batches(id, kind)) items.push(...batch);
  return items;
};

const refusalOf = (record: RosterImport, revision: number): UndoRefusal | null => {
  if (record.state !== 'applied') return 'not-applied';
  if (record.undoes !== null) return 'is-undo';
  if (record.undoneBy !== null) return 'undone';
  return record.made === revision ? null : 'not-last';
};

/**
 * Plans to take back the last import, as a change of today: what was so in between stays on record.
 * Refused with a reason when it is not the last one, or when something else has changed what it wrote.
 */
export const planUndo = async (
  deps: RosterDeps,
  record: RosterImport,
  { by, at }: { by: string; at: Date },
): Promise<{ undo: RosterImport } | { refused: UndoRefusal }> => {
  const { revision } = await deps.turns.read();
  const refused = refusalOf(record, revision);
  if (refused) return { refused };
  const [people, units] = await Promise.all([deps.roster.people(), deps.roster.units()]);
  const items = await itemsOf(deps, record.id);
  const { added, changed, leaving } = record.counts;
  if (items.length < added + changed + leaving) return { refused: 'too-old' };
  const now = new Map(people.map((person) => [person.id, person]));
  if (items.some((item) => !isAsLeft(item, now.get(item.id)))) return { refused: 'people-changed' };

  const day = dayOf(at);
  const back = inverse(items, now, day);
  const ownerOf = new Map(
    back.changed.flatMap(({ id, fields }) =>
      fields.employeeNumbers.map((number): [string, string] => [number, id]),
    ),
  );
  const tree = treeBefore(record, units);
  const plan: ImportPlan = {
    added: [],
    ...back,
    unchanged: people.filter(({ active }) => active).length - items.length,
    released: releasedFrom(people, ownerOf),
    units: tree,
    unitChanges: changeUnits(tree, units, day),
    rejected: [],
    warnings: [],
  };
  const active = people.filter((person) => person.active).length;
  const undo = await deps.imports.add({
    ...{ plan, revision, day, by, unitsBefore: units, undoes: record.id },
    ...{ origin: 'undo', account: null, fileName: record.fileName, plannedAt: at },
    counts: countPlan(plan, { active }),
    requireReset: false,
  });
  return { undo };
};
