import { expect, it } from 'vitest';
import { createRefreshSummary } from '../../src/completion/refresh-summary.ts';
import type { CourseSummary } from '../../src/employees/index.ts';
import { completed, employeeId, madeModule } from './made-course.ts';

it('a summary counts what was completed while it was being written', async () => {
  const held = [completed('one')];
  const written: CourseSummary[] = [];
  const refresh = createRefreshSummary({
    modules: [madeModule({ slug: 'one' }), madeModule({ slug: 'two', order: 2 })],
    completions: { ofEmployee: () => Promise.resolve([...held]) },
    employees: {
      findById: () => Promise.resolve(null),
      recordCourseSummary: (_id, course) => {
        if (held.length === 1) held.push(completed('two'));
        written.push(course);
        return Promise.resolve();
      },
    },
  });
  await refresh(employeeId);
  expect(written.map(({ done }) => done)).toEqual([1, 2]);
});
