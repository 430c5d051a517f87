import type { ImportPlan } from './plan-import.ts';
import type { Roster } from './read-roster.ts';
import { describeNote, reasonOf, type RowNote } from './row-note.ts';

/** What an import did, or would do. People are counted once each, rows in `rows` and the lists. */
export interface ImportReport {
  /** `refused`: there were too many leavers, and nothing was changed. */
  outcome: 'imported' | 'dry-run' | 'refused';
  /** It would remove more than a tenth of the active people, which was not allowed. */
  tooManyLeavers: boolean;
  /** Active people before the import. */
  active: number;
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  leaving: number;
  units: number;
  /** People of the file who cannot sign in with BankID. */
  withoutPersonalNumber: number;
  rejected: RowNote[];
  warnings: RowNote[];
}

const largestShareOfLeavers = 0.1;

/** Sums up a plan and decides whether it may be carried out. */
export const reportOf = (
  roster: Roster,
  plan: ImportPlan,
  { active, dryRun, allowLeavers }: { active: number; dryRun: boolean; allowLeavers: boolean },
): ImportReport => {
  const tooManyLeavers = plan.leaving.length > active * largestShareOfLeavers && !allowLeavers;
  const withoutNumber = roster.people.filter((person) => person.personalNumber === null);
  return {
    outcome: dryRun ? 'dry-run' : tooManyLeavers ? 'refused' : 'imported',
    tooManyLeavers,
    active,
    rows: roster.rows,
    added: plan.added.length,
    changed: plan.changed.length,
    unchanged: plan.unchanged,
    leaving: plan.leaving.length,
    units: plan.units.length,
    withoutPersonalNumber: withoutNumber.length,
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
