import { describe, expect, it } from 'vitest';
import { neededOf, scoreAttempt } from '../../src/completion/score-attempt.ts';
import { madeQuestion, rightOption, wrongOption } from './made-course.ts';

const questions = [
  madeQuestion('critical', true),
  ...['1', '2', '3', '4'].map((id) => madeQuestion(id)),
];

const answersWith = (wrong: string[]) =>
  Object.fromEntries(
    questions.map(({ id }) => [id, wrong.includes(id) ? wrongOption : rightOption]),
  );

describe('scoring an attempt', () => {
  it.each([
    { wrong: [], right: 5, passed: true },
    { wrong: ['1'], right: 4, passed: true },
    { wrong: ['1', '2'], right: 3, passed: false },
    { wrong: ['critical'], right: 4, passed: false },
    { wrong: ['critical', '1', '2', '3', '4'], right: 0, passed: false },
  ])('with $wrong wrong, passed is $passed', ({ wrong, right, passed }) => {
    expect(scoreAttempt(questions, answersWith(wrong), 0.8)).toEqual({ right, of: 5, passed });
  });

  it('counts a question without an answer, or with an option of no question, as wrong', () => {
    const { '1': left, ...answers } = answersWith([]);
    expect(left).toBe(rightOption);
    expect(scoreAttempt(questions, { ...answers, '2': 'nonsense' }, 0.8).right).toBe(3);
  });

  it('passes nobody who was asked nothing', () => {
    expect(scoreAttempt([], {}, 0).passed).toBe(false);
  });

  it.each([
    [5, 0.8, 4],
    [25, 0.56, 14],
    [3, 0.5, 2],
    [7, 1, 7],
  ])('of %i questions at a share of %f, %i must be right', (count, share, needed) => {
    expect(neededOf(count, share)).toBe(needed);
  });
});
