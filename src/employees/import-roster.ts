import type { Audit, AuditDetails } from '../audit/index.ts';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { applyImport } from './apply-import.ts';
import { reportOf, type ImportReport } from './import-report.ts';
import { planImport } from './plan-import.ts';
import { readRoster } from './read-roster.ts';
import type { RosterStore } from './roster-store.ts';

export interface ImportDeps {
  roster: RosterStore;
  audit: Audit;
  /** From createPersonKey. */
  personKey: (personalNumber: string) => string;
}

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
  /** The account on the server that runs it, for the audit log. */
  account?: string | undefined;
  /** Told how many of the people are written. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

const auditDetails = (report: ImportReport, account: string | undefined): AuditDetails => {
  const { active, rows, added, changed, unchanged, leaving, units, withoutPersonalNumber } = report;
  return {
    ...{ active, rows, added, changed, unchanged, leaving, units, withoutPersonalNumber },
    rejected: report.rejected.length,
    warnings: report.warnings.length,
    ...(account === undefined ? {} : { account }),
  };
};

const carryOut = async (...given: Parameters<typeof applyImport>): Promise<void> => {
  try {
    await applyImport(...given);
  } catch (cause) {
    if (!isDuplicateKey(cause)) throw cause;
    throw new Error('Another import ran at the same time. Run the import again.', { cause });
  }
};

/**
 * Brings the people, units, managers and roles of an exported roster into the store, where they
 * stay when they leave. A file that would remove more than a tenth of the active people is
 * `refused`, unless that is allowed. Running it again, also after a crash halfway, ends in the
 * same state.
 *
 * @throws RosterFileError when the file cannot be read as a roster.
 * @throws Error when another import runs at the same time; the next run mends what is half done.
 */
export const importRoster = async (
  { roster: store, audit, personKey }: ImportDeps,
  file: Uint8Array,
  options: ImportOptions = {},
): Promise<ImportReport> => {
  const { headings, at = new Date(), dryRun = false, allowLeavers = false, onProgress } = options;
  const roster = readRoster(file, { headings, at });
  const [people, units] = await Promise.all([store.people(), store.units()]);
  const plan = planImport(roster, { people, units }, { personKey, newId: store.newId });

  const active = people.filter((person) => person.active).length;
  const report = reportOf(roster, plan, { active, dryRun, allowLeavers });
  const details = auditDetails(report, options.account);
  if (report.outcome === 'dry-run') return report;
  if (report.outcome === 'refused') {
    await audit.record({ action: 'roster.refused', result: 'refused', code: 'LEAVERS', details });
    return report;
  }
  const resetRequiredSince = options.requireReset ? at : null;
  await carryOut(store, plan, { at, resetRequiredSince, onProgress });
  await audit.record({ action: 'roster.imported', result: 'ok', details });
  return report;
};
