import { beforeAll, describe, expect, it } from 'vitest';
import {
  makeChoice,
  readChoices,
  readStep,
  turnsLeft,
  turnsMet,
  writeChoices,
} from '../../src/completion/exercise-run.ts';
import { markedText } from '../../src/completion/marked-text.ts';
import { loadCatalogue, type Exercise } from '../../src/courses/index.ts';
import { facts } from '../courses/content-copy.ts';
import { madeCourseDir } from '../support/made-course.ts';

let exercises: Record<Exercise['kind'], Exercise>;
beforeAll(async () => {
  const module = (await loadCatalogue(madeCourseDir, facts)).module('provmodul');
  exercises = Object.fromEntries(
    (module?.texts.sv.exercises ?? []).map((one) => [one.kind, one]),
  ) as typeof exercises;
});

// Turns: 1 the role, 2 natt (hemtjanst), 3 oppning (kontor), 4 spridning (when somebody waited), 5 papper
describe('the first hour', () => {
  it.each([
    ['hemtjanst.ring', [1, 2, 5]],
    ['hemtjanst.vanta', [1, 2, 4, 5]],
    ['kontor..vanta', [1, 3, 4, 5]],
    ['kontor..ring', [1, 3, 5]],
  ])('%s leads to the turns %j', (svar, turns) => {
    const exercise = exercises['first-hour'];
    expect(turnsMet(readChoices(svar, exercise), exercise)).toEqual(turns);
  });

  it('leaves out what another role would have met, with all after it', () => {
    expect(readChoices('kontor.vanta.ring..ring', exercises['first-hour'])).toEqual([
      'kontor',
      '',
      'ring',
      '',
      'ring',
    ]);
    expect(readChoices('kontor..x..ring', exercises['first-hour'])).toEqual(['kontor']);
  });

  it('forgets what came after a choice that is made anew', () => {
    const made = makeChoice(exercises['first-hour'], {
      svar: 'hemtjanst.vanta..ring.ring',
      steg: '2',
      val: 'ring',
    });
    expect(made).toMatchObject({ choices: ['hemtjanst', 'ring'], step: 2, isFinished: false });
  });

  it('is finished when the last turn that is met has been answered', () => {
    const made = makeChoice(exercises['first-hour'], { svar: 'kontor..ring', val: 'vanta' });
    expect(made).toMatchObject({ step: 5, isFinished: true });
    expect(writeChoices(made.choices)).toBe('kontor..ring..vanta');
  });
});

describe('the inbox', () => {
  it('takes messages up in any order and keeps the others', () => {
    const { inbox } = exercises;
    const made = makeChoice(inbox, { svar: 'report..delete', steg: '10', val: 'open' });
    expect(writeChoices(made.choices)).toBe('report..delete.......open');
    expect(made).toMatchObject({ step: 10, isMissing: false, isFinished: false });
    expect(turnsLeft(made.choices, inbox)).toEqual([2, 4, 5, 6, 7, 8, 9]);
    expect(readStep('9', made.choices, inbox)).toBe(9);
  });

  it('is finished when all ten have been dealt with', () => {
    const svar = ['', ...Array.from({ length: 9 }, () => 'report')].join('.');
    expect(makeChoice(exercises.inbox, { svar, val: 'answer' })).toMatchObject({
      step: 1,
      isFinished: true,
    });
  });

  it.each(['approve', '', undefined, ['report']])('has no action %j', (val) => {
    const made = makeChoice(exercises.inbox, { svar: '', steg: '3', val });
    expect(made).toEqual({ choices: [], step: 3, isMissing: true, isFinished: false });
  });
});

describe('prompts', () => {
  it.each([
    ['report', [1, 3]],
    ['deny', [1, 2, 3]],
  ])('after %s the turns %j are met', (svar, turns) => {
    expect(turnsMet(readChoices(svar, exercises.prompts), exercises.prompts)).toEqual(turns);
  });
});

describe('things to spot', () => {
  it.each([
    ['lapp_mobil', ['lapp_mobil'], true],
    ['lapp', ['lapp'], true],
    ['mobil_lapp', [], false],
    ['lapp_lapp', [], false],
    ['lapp_x', [], false],
    ['', [], false],
  ])('%j are read as %j', (val, choices, isFinished) => {
    const made = makeChoice(exercises['spot-it'], { svar: '', val });
    expect(made).toEqual({ choices, step: 1, isMissing: !isFinished, isFinished });
  });
});

describe('the words of a clue', () => {
  it('are marked wherever they stand, and nothing else is', () => {
    expect(markedText('ring nu, nu genast', ['nu', 'genast', 'aldrig'])).toEqual([
      { text: 'ring ', isMarked: false },
      { text: 'nu', isMarked: true },
      { text: ', ', isMarked: false },
      { text: 'nu', isMarked: true },
      { text: ' ', isMarked: false },
      { text: 'genast', isMarked: true },
    ]);
  });
});
