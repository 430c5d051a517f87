import type { Question } from '../courses/index.ts';

/** A question of an attempt: its options in the order they are shown. */
export interface DrawnQuestion {
  id: string;
  options: string[];
}

/** A whole number from 0 up to, not including, `below`; every one as likely. */
export type RandomBelow = (below: number) => number;

/** Fisher–Yates: every order is as likely. */
const shuffled = <T>(items: readonly T[], random: RandomBelow): T[] =>
  items.reduce<T[]>((order, item) => order.toSpliced(random(order.length + 1), 0, item), []);

/**
 * Draws `count` questions of the pool, all different, at least one of them critical when the pool
 * has one; the questions and their options are shuffled.
 */
export const drawQuestions = (
  pool: readonly Question[],
  count: number,
  random: RandomBelow,
): DrawnQuestion[] => {
  const [first, ...others] = shuffled(pool, random).sort(
    (a, b) => Number(b.critical) - Number(a.critical),
  );
  if (!first) return [];
  const drawn = [first, ...shuffled(others, random).slice(0, count - 1)];
  return shuffled(drawn, random).map(({ id, options }) => ({
    id,
    options: shuffled(
      options.map((option) => option.id),
      random,
    ),
  }));
};
