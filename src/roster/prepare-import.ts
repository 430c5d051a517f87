import { planImport, readRoster } from '../employees/index.ts';
import { countPlan } from './count-plan.ts';
import type { RosterDeps } from './roster-deps.ts';
import type { NewImport, RosterImport } from './roster-import-store.ts';

export interface PrepareOptions {
  /** What the organisation calls its columns: `{ Enhet: 'Organisation' }`. */
  headings?: Record<string, string> | undefined;
  /** The moment for whose day in Sweden the roster is read. */
  at: Date;
}

/**
 * Tells what a roster would change. Changes nothing and stores nothing.
 *
 * @throws RosterFileError when the file cannot be read as a roster.
 */
export const prepareImport = async (
  { roster: store, turns, personKey }: Pick<RosterDeps, 'roster' | 'turns' | 'personKey'>,
  file: Uint8Array,
  { headings, at }: PrepareOptions,
) => {
  const roster = readRoster(file, { headings, at });
  // First: a plan that was made while the roster changed is then of an earlier revision.
  const { revision } = await turns.read();
  const [people, units] = await Promise.all([store.people(), store.units()]);
  const plan = planImport(roster, { people, units }, { personKey, newId: store.newId });
  const active = people.filter((person) => person.active).length;
  const counts = countPlan(plan, { active, roster });
  return { plan, counts, revision, day: roster.day, unitsBefore: units };
};

export type Prepared = Awaited<ReturnType<typeof prepareImport>>;

/** Where an import comes from. */
export type ImportSource = Pick<
  NewImport,
  'origin' | 'by' | 'account' | 'fileName' | 'plannedAt' | 'requireReset'
>;

/** Keeps a plan until it is carried out, or for a day: people by their HMAC, never the file. */
export const keepPlan = (
  { imports }: Pick<RosterDeps, 'imports'>,
  prepared: Prepared,
  source: ImportSource,
): Promise<RosterImport> => imports.add({ ...prepared, ...source });
