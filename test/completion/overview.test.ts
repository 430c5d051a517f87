import { describe, expect, it } from 'vitest';
import { standingOn } from '../../src/assignments/index.ts';
import type { Completion } from '../../src/completion/completion-store.ts';
import { usualTerms, type CourseTerms } from '../../src/completion/course-terms.ts';
import { overviewOf } from '../../src/completion/overview.ts';
import type { Progress } from '../../src/completion/progress-store.ts';
import { completionFact } from '../../src/completion/read-person.ts';
import { course, employed, madeRule, person } from '../assignments/made-facts.ts';
import { completed, employeeId, madeModule } from './made-course.ts';

const [first, second, third] = ['one', 'two', 'three'].map((slug, index) =>
  madeModule({ slug, order: index + 1 }),
) as [ReturnType<typeof madeModule>, ReturnType<typeof madeModule>, ReturnType<typeof madeModule>];
const modules = [first, second, third];

const begun = (module: string, changes: Partial<Progress> = {}): Progress => ({
  employeeId,
  module,
  edition: '1',
  cycle: 1,
  step: 2,
  reached: 2,
  exercisesDone: 0,
  seenAt: new Date('2026-11-24T08:00:00Z'),
  unsettled: false,
  ...changes,
});

const standingFor = (of: typeof modules, completions: Completion[]) =>
  standingOn(
    person({
      employments: [employed({ from: '2026-11-24' })],
      completions: completions.map((one) => completionFact(one, false)),
    }),
    course([madeRule()], of),
    '2026-12-01',
  );

const overview = (
  completions: Completion[],
  progress: Progress[],
  terms: Partial<CourseTerms> = {},
  of = modules,
) =>
  overviewOf(
    of,
    standingFor(of, completions),
    { completions, progress },
    { ...usualTerms, ...terms },
  );

describe('the overview', () => {
  it('tells what is done, what is begun and what is left', () => {
    const { modules: states, sum } = overview([completed('one')], [begun('one'), begun('two')]);
    expect(states.map(({ state }) => state)).toEqual(['done', 'in-progress', 'not-started']);
    expect(sum).toMatchObject({ done: 1, total: 3, dueOn: '2026-12-08' });
    expect(states[1]).toMatchObject({ step: 2, minutesLeft: 5 });
  });

  it('puts next what was last worked on', () => {
    const later = new Date('2026-11-24T09:00:00Z');
    const { next } = overview([], [begun('one'), begun('three', { seenAt: later })]);
    expect(next?.module.slug).toBe('three');
  });

  it('tells the time that is left of all modules together', () => {
    expect(overview([], []).minutesLeft).toBe(18);
    expect(overview([completed('one')], [begun('two')]).minutesLeft).toBe(11);
  });

  it('opens modules one after the other where their order is required', () => {
    const open = (terms: Partial<CourseTerms>, ...done: string[]) =>
      overview(
        done.map((slug) => completed(slug)),
        [begun('three')],
        terms,
      );
    const slugs = ({ modules: states }: ReturnType<typeof open>) =>
      states.filter(({ isOpen }) => isOpen).map(({ module }) => module.slug);
    expect(slugs(open({ inOrder: false }))).toEqual(['one', 'two', 'three']);
    expect(slugs(open({ inOrder: true }))).toEqual(['one']);
    expect(open({ inOrder: true }).next?.module.slug).toBe('one');
    expect(slugs(open({ inOrder: true }, 'one'))).toEqual(['one', 'two']);
    expect(slugs(open({ inOrder: true }, 'one', 'three'))).toEqual(['one', 'two', 'three']);
  });

  it('puts next the first that is not begun, when nothing is under way', () => {
    expect(overview([completed('one')], []).next?.module.slug).toBe('two');
  });

  it('has nothing next when all is done', () => {
    expect(
      overview(
        modules.map(({ slug }) => completed(slug)),
        [],
      ).next,
    ).toBeNull();
  });

  it('keeps a completion through a correction of the content, not through a new edition', () => {
    const of = (version: string) =>
      overview([completed('one')], [begun('one')], {}, [{ ...first, version }]);
    expect(of('1.7').modules[0]?.state).toBe('done');
    expect(of('2.0').modules[0]?.state).toBe('not-started');
  });
});
