import type { ImportPlan, Roster } from '../employees/index.ts';
import type { ImportCounts } from './roster-import-model.ts';

const largestShareOfLeavers = 0.1;

/** Sums up a plan. `active`: how many people are active before it. */
export const countPlan = (
  plan: ImportPlan,
  { active, roster }: { active: number; roster?: Roster },
): ImportCounts => ({
  tooManyLeavers: plan.leaving.length > active * largestShareOfLeavers,
  active,
  rows: roster?.rows ?? 0,
  added: plan.added.length,
  changed: plan.changed.length,
  unchanged: plan.unchanged,
  leaving: plan.leaving.length,
  units: plan.units.length,
  withoutPersonalNumber:
    roster?.people.filter(({ personalNumber }) => personalNumber === null).length ?? 0,
  rejected: plan.rejected.length,
  warnings: plan.warnings.length,
});
