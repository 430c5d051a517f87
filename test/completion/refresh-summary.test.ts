import { expect, it } from 'vitest';
import { completionFact } from '../../src/completion/read-person.ts';
import { createRefreshSummary } from '../../src/completion/refresh-summary.ts';
import type { CourseSummary } from '../../src/employees/index.ts';
import { person } from '../assignments/made-facts.ts';
import { assigned, completed, employeeId, madeModule } from './made-course.ts';

it('a summary counts what was completed while it was being written', async () => {
  const held = [completed('one')];
  const written: CourseSummary[] = [];
  const refresh = createRefreshSummary({
    assignments: assigned([madeModule({ slug: 'one' }), madeModule({ slug: 'two', order: 2 })]),
    readPerson: () =>
      Promise.resolve({
        employee: null,
        facts: person({ completions: held.map((one) => completionFact(one, false)) }),
        counted: [...held],
        records: held.length,
      }),
    employees: {
      recordCourseSummary: (_id, course) => {
        if (held.length === 1) held.push(completed('two'));
        written.push(course);
        return Promise.resolve();
      },
    },
    now: () => new Date('2026-12-01T10:00:00Z'),
  });
  await refresh(employeeId);
  expect(written.map(({ done }) => done)).toEqual([1, 2]);
});
