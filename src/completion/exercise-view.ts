import type { Exercise, Module } from '../courses/index.ts';
import type { Language, Translate } from '../platform/i18n.ts';
import { shownTurns, type ShownOption, type ShownTurn } from './exercise-options.ts';
import { choicesIn, turnsLeft, turnsMet, writeChoices, type Choices } from './exercise-run.ts';
import { isInAnyOrder, roleTurn, turnsOf } from './exercise-turns.ts';
import { markedText } from './marked-text.ts';
import { positionOf } from './step-position.ts';
import { planOf, stepPath } from './steps.ts';

const exercisePath = (module: Module): string => stepPath(module, planOf(module).exercise);

/** The address of one turn of the exercise after some choices; without a turn, of all of them. */
export const exerciseAddress = (module: Module, choices: Choices, step: number | null): string => {
  const turn = step === null ? '' : `&steg=${step}`;
  return `${exercisePath(module)}?svar=${writeChoices(choices)}${turn}`;
};

const chosenIn = (turn: ShownTurn | undefined, choice: string | undefined): ShownOption[] =>
  turn && choice ? turn.options.filter(({ id }) => choicesIn(choice).includes(id)) : [];

/** The choices without that of one turn, and where turns have an order without those after it. */
const without = (choices: Choices, step: number, exercise: Exercise): string[] =>
  isInAnyOrder(exercise) ? choices.with(step - 1, '') : choices.slice(0, step - 1);

/** One turn of the exercise for its page: its question, or what came of the choice made there. */
const turnView = (
  module: Module,
  exercise: Exercise,
  turns: ShownTurn[],
  { choices, step }: { choices: Choices; step: number },
) => {
  const turn = turns[step - 1];
  const chosen = chosenIn(turn, choices[step - 1]);
  const left = turnsLeft(choices, exercise);
  const met = turnsMet(choices, exercise);
  const next = isInAnyOrder(exercise)
    ? (left.find((one) => one > step) ?? left[0])
    : met.find((one) => one > step);
  const before = met.findLast((one) => one < step);
  const isFirst = before === undefined;
  return {
    turn,
    step,
    isRole: turnsOf(exercise)[step - 1]?.id === roleTurn,
    isFirst,
    isLast: next === undefined,
    chosen,
    isGood: chosen.some(({ good }) => good),
    /** What would have been better. */
    better: turn?.options.find(({ good }) => good),
    again: exerciseAddress(module, without(choices, step, exercise), step),
    previous: isInAnyOrder(exercise)
      ? exerciseAddress(module, choices, null)
      : isFirst
        ? stepPath(module, planOf(module).pages)
        : exerciseAddress(module, choices, before),
    next:
      next === undefined
        ? stepPath(module, planOf(module).check)
        : exerciseAddress(module, choices, next),
  };
};

/** The turns that the person meets, each with what was chosen: where they are, and looking back. */
const rowsOf = (module: Module, exercise: Exercise, turns: ShownTurn[], choices: Choices) =>
  turnsMet(choices, exercise).flatMap((step) => {
    const turn = turns[step - 1];
    if (!turn?.content) return [];
    const [chosen] = chosenIn(turn, choices[step - 1]);
    return [{ ...turn, step, chosen, href: exerciseAddress(module, choices, step) }];
  });

/** The exercise for its page: one turn of it, or (`step` null) all of them to take up one from. */
export const exerciseView = (
  module: Module,
  { language, t }: { language: Language; t: Translate },
  { choices, step }: { choices: Choices; step: number | null },
) => {
  const exercise = module.texts[language].exercise;
  const turns = shownTurns(exercise, t);
  return {
    slug: module.slug,
    markedText,
    exercise,
    rows: rowsOf(module, exercise, turns, choices),
    shown: step === null ? null : turnView(module, exercise, turns, { choices, step }),
    isFinished: turnsLeft(choices, exercise).length === 0,
    answers: writeChoices(choices),
    position: positionOf(module, planOf(module).exercise),
    action: exercisePath(module),
    lastPage: stepPath(module, planOf(module).pages),
    toCheck: stepPath(module, planOf(module).check),
  };
};
