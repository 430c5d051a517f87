import { sumOfStanding, type Standing } from '../assignments/index.ts';
import type { CourseSummary } from '../employees/index.ts';
import type { Completion } from './completion-store.ts';

/** The last completion of a module, of those that count. */
export const lastOf = (module: string, counted: readonly Completion[]): Completion | undefined =>
  counted.findLast((completion) => completion.module === module);

/** The summary of a person who has begun. */
export const summaryOf = (standing: Standing, counted: readonly Completion[]): CourseSummary => {
  const { done, total } = sumOfStanding(standing);
  const isDone = total > 0 && done === total;
  const times = standing.modules
    .filter(({ status }) => status === 'done')
    .map(({ module }) => lastOf(module, counted)?.at.getTime() ?? 0);
  return {
    status: isDone ? 'done' : 'in-progress',
    done,
    total,
    completedAt: isDone ? new Date(Math.max(...times)) : null,
  };
};
