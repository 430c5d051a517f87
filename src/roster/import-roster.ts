import { auditDetails } from './audit-details.ts';
import { carryOut, endBrokenOff } from './carry-out.ts';
import { reportOf, type ImportReport } from './import-report.ts';
import { keepPlan, prepareImport } from './prepare-import.ts';
import type { RosterDeps } from './roster-deps.ts';

export interface ImportOptions {
  /** What the organisation calls its columns: `{ Enhet: 'Organisation' }`. */
  headings?: Record<string, string> | undefined;
  /** Tells what would change and changes nothing. */
  dryRun?: boolean | undefined;
  /** Lets a file remove more than a tenth of the active people. */
  allowLeavers?: boolean | undefined;
  /** Asks a reset of those who are new or return. */
  requireReset?: boolean | undefined;
  /** The moment of the import. */
  at?: Date | undefined;
  /** Where the file came from, for the history: a command unless said otherwise. */
  origin?: 'command' | 'folder' | undefined;
  fileName?: string | undefined;
  /** The account on the server that runs it, for the audit log. */
  account?: string | undefined;
  /** Told how many of the people are written. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Brings the people, units, managers and roles of an exported roster into the store, where they
 * stay when they leave. A file that would remove more than a tenth of the active people is
 * `refused`, unless that is allowed. Running it again, also after a crash halfway, ends in the
 * same state.
 *
 * @throws RosterFileError when the file cannot be read as a roster.
 * @throws Error when another import runs at the same time.
 */
export const importRoster = async (
  deps: RosterDeps,
  file: Uint8Array,
  options: ImportOptions = {},
): Promise<ImportReport> => {
  const { headings, at = new Date(), dryRun = false, allowLeavers = false, account } = options;
  if (!dryRun) await endBrokenOff(deps);
  const prepared = await prepareImport(deps, file, { headings, at });
  const report = reportOf(prepared, { dryRun, allowLeavers });
  if (report.outcome === 'dry-run') return report;
  if (report.outcome === 'refused') {
    const details = auditDetails({ counts: prepared.counts, account });
    await deps.audit.record({
      action: 'roster.refused',
      result: 'refused',
      code: 'LEAVERS',
      details,
    });
    return report;
  }
  const { id } = await keepPlan(deps, prepared, {
    origin: options.origin ?? 'command',
    by: null,
    account: account ?? null,
    fileName: options.fileName ?? '',
    plannedAt: at,
    requireReset: options.requireReset ?? false,
  });
  const done = await carryOut(deps, id, { at, by: null, onProgress: options.onProgress });
  if (done.outcome !== 'begun')
    throw new Error('Another import ran at the same time. Run the import again.');
  await done.finished;
  return report;
};
