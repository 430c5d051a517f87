import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayOpen, nextStep } from '../../src/completion/next-step.ts';
import { minutesLeft, planOf, stepPath } from '../../src/completion/steps.ts';
import { madeModule } from './made-course.ts';

const module = madeModule();
const plan = planOf(module); // pages 1–3, exercise 4, check 5

describe('which step opens', () => {
  it.each([
    { reached: 0, exercise: false, opens: [1] },
    { reached: 1, exercise: false, opens: [1, 2] },
    { reached: 3, exercise: false, opens: [1, 2, 3, 4] },
    { reached: 4, exercise: false, opens: [1, 2, 3, 4] },
    { reached: 4, exercise: true, opens: [1, 2, 3, 4, 5] },
    { reached: 2, exercise: true, opens: [1, 2, 3] },
  ])('having reached $reached, exercise done: $exercise', ({ reached, exercise, opens }) => {
    const progress = { step: reached, reached, exercisesDone: Number(exercise) };
    const steps = [1, 2, 3, 4, 5].filter((step) => mayOpen(progress, step, plan));
    expect(steps).toEqual(opens);
  });

  it('opens only the first page for somebody who has not begun', () => {
    expect([1, 2, 3, 4, 5].filter((step) => mayOpen(null, step, plan))).toEqual([1]);
  });
});

describe('where a person goes on', () => {
  it.each([
    { step: 2, reached: 2, exercise: false, next: 2 },
    { step: 1, reached: 3, exercise: false, next: 1 },
    { step: 4, reached: 4, exercise: false, next: 4 },
    { step: 4, reached: 4, exercise: true, next: 5 },
    { step: 5, reached: 5, exercise: true, next: 5 },
    { step: 2, reached: 5, exercise: true, next: 2 },
  ])('left on step $step of $reached: goes on at $next', ({ step, reached, exercise, next }) => {
    expect(nextStep({ step, reached, exercisesDone: Number(exercise) }, plan)).toBe(next);
  });

  it('begins at the first page', () => {
    expect(nextStep(null, plan)).toBe(1);
  });

  it('is always a step that may be opened, also when the module has changed its length', () => {
    const progress = fc
      .record({ step: fc.integer({ min: 1, max: 9 }), ahead: fc.nat(4), exercise: fc.boolean() })
      .map(({ step, ahead, exercise }) => ({
        step,
        reached: step + ahead,
        exercisesDone: Number(exercise),
      }));
    fc.assert(
      fc.property(progress, fc.integer({ min: 1, max: 7 }), (reached, pages) => {
        const other = planOf(madeModule({ pages }));
        const next = nextStep(reached, other);
        expect(next).toBeGreaterThanOrEqual(1);
        expect(next).toBeLessThanOrEqual(other.check);
        expect(mayOpen(reached, next, other)).toBe(true);
      }),
    );
  });
});

describe('a step of a module', () => {
  it.each([
    [1, '/kurs/varfor/sida/1', 6],
    [3, '/kurs/varfor/sida/3', 4],
    [4, '/kurs/varfor/ovning', 3],
    [5, '/kurs/varfor/prov', 2],
  ])('%i is at %s, with %i minutes left', (step, path, minutes) => {
    expect(stepPath(module, step)).toBe(path);
    expect(minutesLeft(module, step)).toBe(minutes);
  });

  it('never says that less than a minute is left', () => {
    expect(minutesLeft(madeModule({ checkMinutes: 0.2 }), 5)).toBe(1);
  });
});
