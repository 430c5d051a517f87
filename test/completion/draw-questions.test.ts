import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawQuestions } from '../../src/completion/draw-questions.ts';
import { madeQuestion } from './made-course.ts';

const random = fc.infiniteStream(fc.nat()).map((stream) => (below: number) => {
  const [number = 0] = stream.take(1);
  return number % below;
});

const pool = fc
  .array(fc.boolean(), { minLength: 5, maxLength: 20 })
  .map((flags) => flags.map((critical, index) => madeQuestion(`q${index}`, critical)));

describe('drawing the questions of an attempt', () => {
  it('draws so many different questions of the pool, with every option once', () => {
    fc.assert(
      fc.property(pool, random, (questions, below) => {
        const drawn = drawQuestions(questions, 5, below);
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(5);
        for (const { id, options } of drawn) {
          const original = questions.find((question) => question.id === id);
          expect(options.toSorted()).toEqual(original?.options.map((option) => option.id));
        }
      }),
    );
  });

  it('has a critical question in every draw when the pool has one', () => {
    fc.assert(
      fc.property(pool, random, (questions, below) => {
        const critical = new Set(questions.flatMap((one) => (one.critical ? [one.id] : [])));
        const drawn = drawQuestions(questions, 5, below);
        expect(drawn.some(({ id }) => critical.has(id))).toBe(critical.size > 0);
      }),
    );
  });

  it('gives every question a place somewhere, and options another order', () => {
    const questions = Array.from({ length: 15 }, (_, n) => madeQuestion(`q${n}`, n < 3));
    let seed = 1;
    const below = (n: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % n;
    };
    const draws = Array.from({ length: 200 }, () => drawQuestions(questions, 5, below)).flat();
    expect(new Set(draws.map(({ id }) => id)).size).toBe(15);
    expect(new Set(draws.map(({ options }) => options.join(''))).size).toBe(6);
  });

  it('draws what there is when the pool is too small', () => {
    expect(drawQuestions([madeQuestion('only')], 5, () => 0)).toHaveLength(1);
    expect(drawQuestions([], 5, () => 0)).toEqual([]);
  });
});
