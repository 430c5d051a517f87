import type { Exercise } from '../courses/index.ts';
import { isInAnyOrder, turnsOf, type Turn } from './exercise-turns.ts';

/** What was chosen in each turn, in their order; an empty text where nothing was, or yet. */
export type Choices = readonly string[];

/** Between the options of a turn where many may be chosen. */
const and = '_';

/** The options in the choice of one turn. */
export const choicesIn = (choice: string): string[] => choice.split(and);

export const choiceOf = (options: readonly string[]): string => options.join(and);

const fits = (turn: Turn, choice: unknown): choice is string =>
  typeof choice === 'string' &&
  (turn.many
    ? choice === choiceOf(turn.options.filter((option) => choicesIn(choice).includes(option))) &&
      choice !== ''
    : turn.options.includes(choice));

/** Does a person who has chosen so far meet this turn? */
const isMet = (turn: Turn, turns: readonly Turn[], before: Choices): boolean => {
  const made = before.map((choice, index) => `${turns[index]?.id ?? ''}.${choice}`);
  return [turn.when, turn.roles].every(
    (needed) => !needed || needed.some((choice) => made.includes(choice)),
  );
};

const withoutEmptyEnd = (choices: Choices): string[] =>
  choices.slice(0, choices.findLastIndex((choice) => choice !== '') + 1);

/** What does not fit the exercise is left out; where turns have an order, with all after it. */
const fitting = (given: readonly unknown[], exercise: Exercise): string[] => {
  const turns = turnsOf(exercise);
  const anyOrder = isInAnyOrder(exercise);
  let isOver = false;
  const choices = turns.reduce<string[]>((before, turn, index) => {
    if (!isMet(turn, turns, before)) return [...before, ''];
    const choice = given[index];
    if (!fits(turn, choice)) isOver ||= !anyOrder;
    return [...before, !isOver && fits(turn, choice) ? choice : ''];
  }, []);
  return withoutEmptyEnd(choices);
};

/**
 * The choices a person has made so far travel in the address, as `b.a.c`: an exercise is practice,
 * and nobody's choices are stored.
 */
export const readChoices = (text: unknown, exercise: Exercise): string[] =>
  fitting(typeof text === 'string' ? text.split('.') : [], exercise);

export const writeChoices = (choices: Choices): string => withoutEmptyEnd(choices).join('.');

/** The numbers, from 1, of the turns that a person who has chosen so meets, as far as is known. */
export const turnsMet = (choices: Choices, exercise: Exercise): number[] => {
  const turns = turnsOf(exercise);
  return turns.flatMap((turn, index) =>
    isMet(turn, turns, choices.slice(0, index)) ? [index + 1] : [],
  );
};

const isUnanswered = (choices: Choices) => (step: number) => !choices[step - 1];

/** The turns that are met and not yet answered. */
export const turnsLeft = (choices: Choices, exercise: Exercise): number[] =>
  turnsMet(choices, exercise).filter(isUnanswered(choices));

/** The turn to show, from 1: the one asked for if it has been reached, else the first unanswered. */
export const readStep = (text: unknown, choices: Choices, exercise: Exercise): number => {
  const met = turnsMet(choices, exercise);
  const next = met.find(isUnanswered(choices)) ?? met.at(-1) ?? 1;
  const asked = typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return met.includes(asked) && (asked <= next || isInAnyOrder(exercise)) ? asked : next;
};

export interface MadeChoice {
  choices: string[];
  /** The turn that was answered, from 1. */
  step: number;
  isMissing: boolean;
  isFinished: boolean;
}

/**
 * One more choice beside the earlier ones; missing when it is none of the turn's options. Where
 * turns have an order, those after it are to be answered anew.
 *
 * @param posted `svar`: the earlier choices; `steg`: the turn, else the first unanswered; `val`:
 * what is chosen, several joined by `_`.
 */
export const makeChoice = (
  exercise: Exercise,
  { svar, steg, val }: { svar: unknown; steg?: unknown; val: unknown },
): MadeChoice => {
  const earlier = readChoices(svar, exercise);
  const step = readStep(steg, earlier, exercise);
  const others = isInAnyOrder(exercise) ? earlier : earlier.slice(0, step - 1);
  const turn = turnsOf(exercise)[step - 1];
  const isMissing = !turn || !fits(turn, val);
  const before = Array.from({ length: step - 1 }, (_, index) => others[index] ?? '');
  const choices = isMissing
    ? [...others]
    : fitting([...before, val, ...others.slice(step)], exercise);
  return {
    choices,
    step,
    isMissing,
    isFinished: !isMissing && turnsLeft(choices, exercise).length === 0,
  };
};
