import { editionOf, type Module } from '../courses/index.ts';
import type { CourseSummary } from '../employees/index.ts';
import type { Completion } from './completion-store.ts';
import { countsIn, roundOf } from './round.ts';

/** The completion that holds for a module now, if there is one. */
export const completionFor = (
  employeeId: string,
  module: Module,
  completions: readonly Completion[],
): Completion | undefined => {
  const round = roundOf(employeeId, module);
  return completions.find((completion) => countsIn(round, completion));
};

/** The summary of a person who has begun. */
export const summaryOf = (
  employeeId: string,
  modules: readonly Module[],
  completions: readonly Completion[],
): CourseSummary => {
  const held = modules.flatMap((module) => completionFor(employeeId, module, completions) ?? []);
  const isDone = modules.length > 0 && held.length === modules.length;
  const last = Math.max(...held.map(({ at }) => at.getTime()));
  return {
    status: isDone ? 'done' : 'in-progress',
    done: held.length,
    total: modules.length,
    completedAt: isDone ? new Date(last) : null,
  };
};

/** What summaries depend on besides the completions: when it changes, all are counted anew. */
export const courseFingerprint = (modules: readonly Module[]): string =>
  modules
    .map((module) => `${module.slug}@${editionOf(module.version)}${module.for?.join() ?? ''}`)
    .join(' ');
