import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayNumber } from '../../src/platform/swedish-day.ts';
import { commonDueDay } from '../../src/standings/common-due-day.ts';
import { countPeople } from '../../src/standings/count-people.ts';
import { findPeople } from '../../src/standings/find-people.ts';
import { rollUp, sumByDay } from '../../src/standings/roll-up.ts';
import { createStandingBook, type StandingBook } from '../../src/standings/standing-book.ts';
import { standingStatuses, type Standing } from '../../src/standings/standing.ts';
import { numbered } from '../../src/standings/timeline.ts';
import { bookOf, period, standing } from './made-standings.ts';

const days = ['2026-03-01', '2026-06-01', '2026-11-28'].map(dayNumber);
const last = days.at(-1) ?? 0;

/** All that pages ask of a book. */
const answersOf = (book: StandingBook) => ({
  trend: sumByDay(book.places, countPeople(book, days), days.length, { scope: 'all' }),
  byModule: sumByDay(book.places, countPeople(book, days, 'a'), days.length, { scope: ['care'] }),
  units: [...rollUp(book.places, countPeople(book, [last]), 'all').units].sort(),
  people: findPeople(book, { scope: 'all', on: last }).map(({ row }) => row.employeeId),
  late: findPeople(book, { scope: 'all', on: last, status: 'overdue' }).map(({ row }) => row),
  due: commonDueDay(book, last, { scope: 'all' }),
});

const withoutSlots = (answers: ReturnType<typeof answersOf>) => ({
  ...answers,
  units: answers.units.filter(([, { total }]) => total > 0),
  late: answers.late.map((row) => ({ ...row, slot: 0, timeline: [] })),
});

const status = fc.constantFrom(...standingStatuses);
const made: fc.Arbitrary<Standing> = fc
  .record({
    name: fc.constantFrom('Ann A', 'Bo B', 'Cia C', 'Dan D'),
    id: fc.integer({ min: 1, max: 6 }),
    units: fc.subarray(['north', 'south', 'school'], { minLength: 1 }),
    status: fc.tuple(status, status),
    turn: fc.constantFrom('2026-05-01', '2026-06-01', '2026-12-01'),
    dueOn: fc.constantFrom(null, '2026-12-12', '2026-12-31'),
    login: fc.constantFrom(null, '2026-06-01'),
  })
  .map(({ name, id, units, status: [first, then], turn, dueOn, login }) =>
    standing(
      name,
      [
        period('2026-01-01', { status: first, modules: { a: then } }),
        period(turn, { units, status: then, dueOn }),
      ],
      { employeeId: String(id).padStart(24, '0'), employeeNumbers: [], loginLeftSince: login },
    ),
  );

it('whatever was asked before, figures and lists are those of a book made of the same people', () => {
  const change = fc.oneof({ weight: 3, arbitrary: made }, fc.integer({ min: 1, max: 6 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(change, fc.boolean()), { maxLength: 25 }), (changes) => {
      const book = createStandingBook();
      const people = new Map<string, Standing>();
      for (const [one, isAsked] of changes) {
        const id = typeof one === 'number' ? String(one).padStart(24, '0') : one.employeeId;
        if (typeof one === 'number') book.remove(id);
        else book.put(numbered(one));
        if (typeof one === 'number') people.delete(id);
        else people.set(id, one);
        if (isAsked) answersOf(book);
      }
      expect(withoutSlots(answersOf(book))).toEqual(
        withoutSlots(answersOf(bookOf(...people.values()))),
      );
    }),
    { numRuns: 300 },
  );
});

it('more changes than are remembered are followed too', () => {
  const person = standing('Ann A', [period('2026-01-01')]);
  const book = bookOf(person);
  answersOf(book);
  const done = { ...person, periods: [period('2026-01-01', { status: 'done' })] };
  for (let time = 0; time < 12_000; time += 1) book.put(numbered(time % 2 === 0 ? done : person));
  book.put(numbered({ ...done, sortName: 'ö' }));
  expect(answersOf(book).trend.at(-1)).toMatchObject({ total: 1, done: 1 });
  expect(answersOf(book).people).toEqual([person.employeeId]);
});
