import { Types, type Connection } from 'mongoose';
import type { ImportPlan, KnownUnit } from '../employees/index.ts';
import {
  rosterChangeModel,
  type ChangeItems,
  type ChangeKind,
  type RosterChangeRecord,
} from './roster-change-model.ts';
import { rosterImportModel, type RosterImportRecord } from './roster-import-model.ts';

const hourMs = 60 * 60_000;
/** What nobody carries out is forgotten after a day; what was carried out can be looked at for so long. */
const plannedMs = 24 * hourMs;
const appliedMs = 90 * 24 * hourMs;
const batchSize = 500;

/** An import as pages and commands see it. */
export type RosterImport = Omit<RosterImportRecord, '_id' | 'undoes' | 'undoneBy'> & {
  id: string;
  undoes: string | null;
  undoneBy: string | null;
};

const toImport = ({ _id, undoes, undoneBy, ...record }: RosterImportRecord): RosterImport => ({
  ...record,
  id: _id.toHexString(),
  undoes: undoes?.toHexString() ?? null,
  undoneBy: undoneBy?.toHexString() ?? null,
});

const idOf = (id: string) => (/^[0-9a-f]{24}$/.test(id) ? new Types.ObjectId(id) : null);

export type NewImport = Pick<
  RosterImportRecord,
  | 'origin'
  | 'by'
  | 'account'
  | 'fileName'
  | 'plannedAt'
  | 'day'
  | 'revision'
  | 'counts'
  | 'requireReset'
> & { plan: ImportPlan; unitsBefore: KnownUnit[]; undoes?: string };

const byName = (a: { fields: { sortName: string } }, b: { fields: { sortName: string } }) =>
  a.fields.sortName < b.fields.sortName ? -1 : 1;

const itemsOf = (plan: ImportPlan): { [Kind in ChangeKind]: ChangeItems[Kind][] } => ({
  added: plan.added.toSorted(byName),
  changed: plan.changed.toSorted(byName),
  leaving: plan.leaving.toSorted((a, b) => (a.before.sortName < b.before.sortName ? -1 : 1)),
  rejected: plan.rejected.map(({ line, codes }) => ({ line, codes })),
  warning: plan.warnings.toSorted((a, b) => a.line - b.line),
});

/** Imports and what each of them changes. */
export const createRosterImportStore = (connection: Connection) => {
  const imports = rosterImportModel(connection);
  const changes = rosterChangeModel(connection);

  const addChanges = async (importId: Types.ObjectId, plan: ImportPlan, at: Date) => {
    const expiresAt = new Date(at.getTime() + plannedMs);
    const records = Object.entries(itemsOf(plan)).flatMap(([kind, items]) =>
      items.map((item, place) => ({ importId, kind, place, item, expiresAt })),
    );
    for (let from = 0; from < records.length; from += batchSize)
      await changes.collection.insertMany(records.slice(from, from + batchSize));
  };

  const page = async <Kind extends ChangeKind>(
    id: string,
    kind: Kind,
    from: number,
    limit: number,
  ): Promise<ChangeItems[Kind][]> => {
    const found = await changes
      .find({ importId: idOf(id), kind, place: { $gte: from } })
      .sort({ place: 1 })
      .limit(limit)
      .lean<RosterChangeRecord[]>();
    return found.map(({ item }) => item as ChangeItems[Kind]);
  };

  return {
    /** The import comes last: one that is there has all its changes. */
    add: async ({ plan, unitsBefore, undoes, ...given }: NewImport): Promise<RosterImport> => {
      const _id = new Types.ObjectId();
      await addChanges(_id, plan, new Date());
      const record: RosterImportRecord = {
        ...given,
        _id,
        state: 'planned',
        released: plan.released,
        units: { ...plan.unitChanges, before: unitsBefore },
        appliedAt: null,
        appliedBy: null,
        made: null,
        conflicts: 0,
        undoes: undoes === undefined ? null : idOf(undoes),
        undoneBy: null,
      };
      await imports.collection.insertOne(record);
      return toImport(record);
    },

    find: async (id: string): Promise<RosterImport | null> => {
      const record = await imports.findById(idOf(id)).lean<RosterImportRecord>();
      return record && toImport(record);
    },

    /** So many of one kind, from a place on. */
    page,

    /** All of one kind, in batches. */
    batches: async function* <Kind extends ChangeKind>(id: string, kind: Kind) {
      for (let from = 0; ; from += batchSize) {
        const batch = await page(id, kind, from, batchSize);
        if (batch.length > 0) yield batch;
        if (batch.length < batchSize) return;
      }
    },

    /** The last ones that were carried out, newest first. */
    applied: async (limit: number): Promise<RosterImport[]> =>
      (
        await imports
          .find({ state: 'applied' })
          .sort({ made: -1 })
          .limit(limit)
          .lean<RosterImportRecord[]>()
      ).map(toImport),

    /** What it changes is wanted for longer now. */
    keep: async (id: string): Promise<void> => {
      const expiresAt = new Date(Date.now() + appliedMs);
      await changes.updateMany({ importId: idOf(id) }, { $set: { expiresAt } });
    },

    /** It has been carried out; repeating changes nothing. */
    markApplied: async (
      id: string,
      done: Pick<RosterImportRecord, 'appliedAt' | 'appliedBy' | 'made' | 'conflicts'>,
    ): Promise<void> => {
      await imports.updateOne({ _id: idOf(id) }, { $set: { ...done, state: 'applied' } });
    },

    markUndone: async (id: string, undoneBy: string): Promise<void> => {
      await imports.updateOne({ _id: idOf(id) }, { $set: { undoneBy: idOf(undoneBy) } });
    },

    /** Nobody wants to carry it out. False when it was carried out already. */
    discard: async (id: string): Promise<boolean> => {
      const planned = { _id: idOf(id), state: 'planned' as const };
      const found = await imports.updateOne(planned, { $set: { state: 'discarded' } });
      if (found.modifiedCount === 1) await changes.deleteMany({ importId: idOf(id) });
      return found.modifiedCount === 1;
    },
  };
};

export type RosterImportStore = ReturnType<typeof createRosterImportStore>;
