import { RosterFileError, type KnownUnit, type RosterFileFault } from '../employees/index.ts';
import type { Upload } from '../platform/http/read-upload.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import type { Logger } from '../platform/logger.ts';
import { auditDetails } from './audit-details.ts';
import { carryOut, type CarriedOut, type NotCarriedOut } from './carry-out.ts';
import { keepPlan, prepareImport } from './prepare-import.ts';
import type { ChangeKind } from './roster-change-model.ts';
import type { RosterDeps } from './roster-deps.ts';
import type { RosterImport } from './roster-import-store.ts';
import { planUndo, type UndoRefusal } from './undo-import.ts';

export interface RosterPagesDeps extends RosterDeps {
  headings: Record<string, string>;
  namesOf: (ids: readonly string[]) => Promise<Map<string, string>>;
  logger: Logger;
}

/** What is wrong with a file: at `roster.fault.<code>`. */
export interface UploadFault {
  code: RosterFileFault | 'NO_FILE' | 'TOO_LARGE';
  columns: readonly string[];
}

const pageSize = 50;
const historyLength = 50;
/** So long a page waits for an import to end; after that it tells how far it has come. */
const patienceMs = 8_000;

/** A file's name for the history: no folder, and no personal number, whoever put one there. */
const shownName = (name: string): string =>
  (name.split(/[/\\]/).at(-1) ?? '')
    .replace(/\d{6,8}[-+ ]?\d{4}/g, '…')
    .replace(/\p{Cc}/gu, '')
    .slice(0, 100);

const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms).unref());

/** What HR does with rosters on its pages. */
export const rosterPagesOf = (deps: RosterPagesDeps) => {
  const { roster, imports, turns, audit, headings, namesOf, logger } = deps;

  /** Waits a little while; what breaks off later is told to the log, and ended by the next round. */
  const waitFor = async (done: CarriedOut): Promise<void> => {
    if (done.outcome !== 'begun') return;
    const ended = done.finished.then(
      () => undefined,
      (error: unknown) => logger.error({ err: error }, 'roster import'),
    );
    await Promise.race([ended, wait(patienceMs)]);
  };

  const carry = async (viewer: Viewer, id: string): Promise<NotCarriedOut | null> => {
    const done = await carryOut(deps, id, { at: new Date(), by: viewer.id });
    await waitFor(done);
    return done.outcome === 'begun' || done.outcome === 'already' ? null : done.outcome;
  };

  const plan = async (viewer: Viewer, { fileName, bytes }: Upload): Promise<RosterImport> => {
    const at = new Date();
    const prepared = await prepareImport(deps, bytes, { headings, at });
    const kept = await keepPlan(deps, prepared, {
      ...{ origin: 'page', by: viewer.id, account: null, requireReset: false },
      ...{ fileName: shownName(fileName), plannedAt: at },
    });
    const details = auditDetails(kept);
    await audit.record({ action: 'roster.planned', actor: viewer.id, result: 'ok', details });
    return kept;
  };

  return {
    /** The imports that were carried out, newest first, by whom, and the one that runs. */
    history: async () => {
      const [applied, { applying, revision }] = await Promise.all([
        imports.applied(historyLength),
        turns.read(),
      ]);
      const names = await namesOf(applied.flatMap(({ appliedBy }) => appliedBy ?? []));
      const nameOf = ({ appliedBy }: RosterImport) => names.get(appliedBy ?? '') ?? '';
      return { applied, nameOf, applying, revision };
    },

    /** Reads a file and keeps what it would change. */
    upload: async (
      viewer: Viewer,
      upload: Upload | undefined,
    ): Promise<{ id: string } | { fault: UploadFault }> => {
      if (!upload) return { fault: { code: 'NO_FILE', columns: [] } };
      if (upload.tooLarge) return { fault: { code: 'TOO_LARGE', columns: [] } };
      try {
        return { id: (await plan(viewer, upload)).id };
      } catch (error) {
        if (!(error instanceof RosterFileError)) throw error;
        return { fault: { code: error.code, columns: error.columns } };
      }
    },

    /** An import with a page of one kind of its changes; null when there is none. */
    show: async (id: string, kind: ChangeKind | undefined, from: number) => {
      const record = await imports.find(id);
      if (!record || record.state === 'discarded') return null;
      const { counts } = record;
      const many = { ...counts, warning: counts.warnings };
      const order = ['leaving', 'changed', 'added', 'rejected', 'warning'] as const;
      const shown = kind ?? order.find((one) => many[one] > 0) ?? 'changed';
      const [items, units, { applying, revision }] = await Promise.all([
        imports.page(id, shown, from, pageSize),
        roster.units(),
        turns.read(),
      ]);
      const names = new Map<string, string>(
        [...units, ...record.units.put].map(({ id: unit, name }: KnownUnit) => [unit, name]),
      );
      const next = from + pageSize < many[shown] ? from + pageSize : null;
      const running = applying?.importId === id ? applying : null;
      return { record, shown, items, next, names, running, revision };
    },

    /** Carries out a plan; null when that is done or under way, else why not. */
    apply: async (
      viewer: Viewer,
      id: string,
      { allowLeavers }: { allowLeavers: boolean },
    ): Promise<NotCarriedOut | 'leavers' | null> => {
      const record = await imports.find(id);
      if (record?.state === 'planned' && record.counts.tooManyLeavers && !allowLeavers) {
        const refusal = { action: 'roster.refused', result: 'refused', code: 'LEAVERS' } as const;
        await audit.record({ ...refusal, actor: viewer.id, details: auditDetails(record) });
        return 'leavers';
      }
      return carry(viewer, id);
    },

    discard: imports.discard,

    /** Takes back the last import; null when that is done or under way, else why not. */
    undo: async (viewer: Viewer, id: string): Promise<NotCarriedOut | UndoRefusal | null> => {
      const record = await imports.find(id);
      if (!record) return 'gone';
      const planned = await planUndo(deps, record, { by: viewer.id, at: new Date() });
      if ('refused' in planned) return planned.refused;
      return carry(viewer, planned.undo.id);
    },
  };
};

export type RosterPages = ReturnType<typeof rosterPagesOf>;
