import { describe, expect, it } from 'vitest';
import { makeChoice, readChoices, readStep } from '../../src/completion/exercise-run.ts';
import { madeModule } from './made-course.ts';

const [exercise] = madeModule().texts.sv.exercises; // two steps with the options a, b and c
if (!exercise) throw new Error('The made module has no exercise.');

describe('the choices in the address of an exercise', () => {
  it.each([
    ['a.b', ['a', 'b']],
    ['a', ['a']],
    ['', []],
    ['a.x', ['a']],
    ['x.a', []],
    ['a.b.c', ['a', 'b']],
    ['__proto__', []],
    [['a', 'b'], []],
    [undefined, []],
  ])('%j is read as %j', (text, choices) => {
    expect(readChoices(text, exercise)).toEqual(choices);
  });

  it.each([
    [undefined, [], 1],
    [undefined, ['a'], 2],
    ['1', ['a'], 1],
    ['2', [], 1],
    ['2', ['a', 'b'], 2],
    ['3', ['a', 'b'], 2],
    ['0', ['a'], 2],
    ['1e1', ['a'], 2],
  ])('asked for step %j after %j, step %i is shown', (asked, choices, step) => {
    expect(readStep(asked, choices, exercise)).toBe(step);
  });
});

describe('making a choice', () => {
  it.each([
    { before: '', choice: 'a', choices: ['a'], step: 1, isMissing: false, isFinished: false },
    { before: 'a', choice: 'b', choices: ['a', 'b'], step: 2, isMissing: false, isFinished: true },
    { before: 'a', choice: undefined, choices: ['a'], step: 2, isMissing: true, isFinished: false },
    { before: '', choice: 'a.b', choices: [], step: 1, isMissing: true, isFinished: false },
    {
      before: 'a.b',
      choice: 'c',
      choices: ['a', 'c'],
      step: 2,
      isMissing: false,
      isFinished: true,
    },
    { before: 'x', choice: 'b', choices: ['b'], step: 1, isMissing: false, isFinished: false },
  ])('$choice after "$before"', ({ before, choice, ...made }) => {
    expect(makeChoice(exercise, { svar: before, val: choice })).toEqual(made);
  });
});
