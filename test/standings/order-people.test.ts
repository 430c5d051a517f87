import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayNumber, daysAfter } from '../../src/platform/swedish-day.ts';
import { findPeople } from '../../src/standings/find-people.ts';
import { orderPeople } from '../../src/standings/order-people.ts';
import { bookOf, period, standing } from './made-standings.ts';

const on = dayNumber('2026-11-28');

it('page by page a list is what it is as a whole, whatever it is sorted by', () => {
  const person = fc
    .record({ name: fc.string(), due: fc.option(fc.nat(3)), hired: fc.nat(3) })
    .map(({ name, due, hired }) =>
      standing(`A ${name}`, [
        period(daysAfter('2026-01-01', hired), {
          dueOn: due === null ? null : daysAfter('2026-12-01', due),
        }),
      ]),
    );
  const sorting = fc.constantFrom('name' as const, 'due' as const, 'hired' as const);
  fc.assert(
    fc.property(fc.array(person), sorting, fc.integer({ min: 1, max: 4 }), (people, by, most) => {
      const book = bookOf(...people);
      const found = findPeople(book, { scope: 'all', on });
      const part = { unitOrder: new Map<string, number>(), last: undefined };
      const whole = orderPeople(book, found, by, { ...part, most: Infinity });
      const pages = [];
      let page = orderPeople(book, found, by, { ...part, most });
      while (page.length > 0) {
        pages.push(...page);
        page = orderPeople(book, found, by, { ...part, most, last: page.at(-1) });
      }
      expect(pages).toEqual(whole);
      expect(new Set(whole).size).toBe(people.length);
    }),
  );
});
