import { describeNote, reasonOf, type RowNote } from '../employees/index.ts';
import type { Prepared } from './prepare-import.ts';
import type { ImportCounts } from './roster-import-model.ts';

/** What an import did, or would do, with each row that was rejected or warned of. */
export interface ImportReport extends Omit<ImportCounts, 'rejected' | 'warnings'> {
  /** `refused`: there were too many leavers, and nothing was changed. */
  outcome: 'imported' | 'dry-run' | 'refused';
  rejected: RowNote[];
  warnings: RowNote[];
}

/** Tells of a plan, and whether it may be carried out. */
export const reportOf = (
  { plan, counts }: Pick<Prepared, 'plan' | 'counts'>,
  { dryRun, allowLeavers }: { dryRun: boolean; allowLeavers: boolean },
): ImportReport => {
  const tooManyLeavers = counts.tooManyLeavers && !allowLeavers;
  return {
    ...counts,
    outcome: dryRun ? 'dry-run' : tooManyLeavers ? 'refused' : 'imported',
    tooManyLeavers,
    rejected: plan.rejected.map(({ line, codes }) => ({ line, codes })),
    warnings: plan.warnings.toSorted((a, b) => a.line - b.line),
  };
};
const headlines = {
  imported: 'Imported.',
  'dry-run': 'Dry run: nothing was changed.',
  refused: 'Refused: nothing was changed.',
};

/** Why a file is refused, and what to do about it. */
export const refusalText = ({ leaving, active }: ImportReport): string =>
  `The file would remove ${leaving} of ${active} active people, more than 10 %. ` +
  'If that is right, run again with --allow-leavers.';

/** The outcome for people: the counts, then each rejected row and each warning, a line each. */
export const reportText = (report: ImportReport): string => {
  const { added, changed, unchanged, leaving, rejected, warnings } = report;
  const counts = { added, changed, unchanged, leaving, rejected: rejected.length };
  return [
    headlines[report.outcome],
    ...Object.entries(counts).map(([name, n]) => `${name.padEnd(10)}${String(n).padStart(7)}`),
    ...rejected.map((note) => `rejected, ${describeNote(note)}`),
    ...warnings.map((note) => `warning, ${describeNote(note)}`),
  ].join('\n');
};

/** The report for programs: the counts, and the rows with their reasons. */
export const reportJson = ({ rejected, warnings, ...counts }: ImportReport): string => {
  const toRow = (note: RowNote) => ({ ...note, reason: reasonOf(note) });
  return JSON.stringify({
    ...counts,
    rejected: rejected.length,
    rejectedRows: rejected.map(toRow),
    warnings: warnings.map(toRow),
  });
};
