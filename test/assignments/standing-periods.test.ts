import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  standingOn,
  standingPeriods,
  turningDays,
  type AssignedCourse,
  type PersonFacts,
} from '../../src/assignments/index.ts';
import { daysAfter } from '../../src/platform/swedish-day.ts';
import { away, course, done, employed, madeRule, moduleA, person } from './made-facts.ts';

const first = '2026-01-01';
const length = 900;

const day = fc.integer({ min: 0, max: length }).map((days) => daysAfter(first, days));
const span = fc
  .tuple(day, fc.integer({ min: 0, max: 300 }))
  .map(([from, days]) => ({ from, to: daysAfter(from, days) }));

const employment = fc
  .tuple(span, fc.boolean(), fc.constantFrom('care', 'school'))
  .map(([{ from, to }, isOpen, unit]) =>
    employed({ from, to: isOpen ? null : to, unitPath: [unit] }),
  );

const completion = fc
  .record({
    day,
    module: fc.constantFrom('a', 'b'),
    contentVersion: fc.constantFrom('1.0', '2.0'),
    cycle: fc.integer({ min: 1, max: 3 }),
    isCorrected: fc.boolean(),
  })
  .map((fact) => done(fact.day, fact));

const facts: fc.Arbitrary<PersonFacts> = fc.record({
  employments: fc.array(employment, { minLength: 1, maxLength: 3 }),
  employmentType: fc.constant(null),
  completions: fc.array(completion, { maxLength: 4 }),
  absences: fc.array(
    fc
      .tuple(span, fc.constantFrom(null, 'a'))
      .map(([{ from, to }, module]) => away(from, to, { module })),
    { maxLength: 2 },
  ),
});

const renewal = fc.constantFrom(
  undefined,
  { kind: 'rolling', days: 200, openDays: 30 } as const,
  { kind: 'calendar', opens: '01-01', due: '01-31', creditDays: 20, minimumDays: 90 } as const,
);

const assigned: fc.Arbitrary<AssignedCourse> = fc
  .record({ renewal, dueOn: fc.option(day, { nil: undefined }), change: day, retired: day })
  .map(({ renewal: renewed, dueOn, change, retired }) =>
    course(
      [
        madeRule({
          name: 'school',
          unitIds: ['school'],
          modules: ['b'],
          newStarterDays: 40,
          dueOn,
        }),
        madeRule({ renewal: renewed, dueOn }),
      ],
      [
        {
          slug: 'a',
          version: '2.0',
          changes: [
            { version: '1.0', day: first, kind: 'new', what: '-' },
            { version: '2.0', day: change, kind: 'material', what: '-' },
          ],
        },
        { slug: 'b', version: '1.0', retired },
      ],
    ),
  );

it('a standing changes on its turning days alone, whatever happened and whichever rules hold', () => {
  fc.assert(
    fc.property(facts, assigned, (of, as) => {
      const periods = standingPeriods(of, as, first);
      for (let days = 0; days <= length + 400; days += 1) {
        const today = daysAfter(first, days);
        const period = periods.find(({ from, to }) => from <= today && (to ?? today) >= today);
        expect(standingOn(of, as, today)).toEqual(period?.standing);
      }
    }),
    { numRuns: 25 },
  );
});

it('what is known to come is there at once: opening, last day and being late', () => {
  const yearly = madeRule({ renewal: { kind: 'rolling', days: 365, openDays: 30 } });
  const of = person({ completions: [done('2026-01-10')] });
  expect(turningDays(of, course([yearly]), '2026-01-01')).toEqual([
    '2026-01-10',
    '2026-12-11',
    '2027-01-11',
  ]);
});

it('somebody who has left turns no more', () => {
  const of = person({ employments: [employed({ to: '2026-01-05' })] });
  expect(standingPeriods(of, course([madeRule()], [moduleA]), '2026-01-06')).toEqual([
    { from: '2026-01-06', to: null, standing: { isEmployed: false, modules: [] } },
  ]);
});
