import type { Module } from '../courses/index.ts';
import type { EmployeeStore } from '../employees/index.ts';
import type { CompletionStore } from './completion-store.ts';
import { summaryOf } from './course-summary.ts';
import { ownModules } from './own-modules.ts';

export type RefreshSummary = (employeeId: string) => Promise<void>;

/**
 * Writes the summary of a person who has begun from their completions. They are read again after
 * the write: when two modules end at once, whoever writes last has seen both.
 */
export const createRefreshSummary =
  (deps: {
    modules: readonly Module[];
    completions: Pick<CompletionStore, 'ofEmployee'>;
    employees: Pick<EmployeeStore, 'recordCourseSummary' | 'findById'>;
  }): RefreshSummary =>
  async (employeeId) => {
    const employee = await deps.employees.findById(employeeId);
    const modules = ownModules(deps.modules, employee?.roles ?? []);
    let counted = -1;
    let held = await deps.completions.ofEmployee(employeeId);
    while (held.length !== counted) {
      counted = held.length;
      const summary = summaryOf(employeeId, modules, held);
      await deps.employees.recordCourseSummary(employeeId, summary);
      held = await deps.completions.ofEmployee(employeeId);
    }
  };
