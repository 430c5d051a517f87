import type { Exercise } from '../courses/index.ts';
import type { Language, Translate } from '../platform/i18n.ts';
import { shownTurns, type ShownOption, type ShownTurn } from './exercise-options.ts';
import { exerciseAddress, exercisePath, stepOf, type ExercisePlace } from './exercise-place.ts';
import { choicesIn, turnsLeft, turnsMet, writeChoices, type Choices } from './exercise-run.ts';
import { isInAnyOrder, roleTurn, turnsOf } from './exercise-turns.ts';
import { markedText } from './marked-text.ts';
import { positionOf } from './step-position.ts';
import { planOf } from './steps.ts';

const chosenIn = (turn: ShownTurn | undefined, choice: string | undefined): ShownOption[] =>
  turn && choice ? turn.options.filter(({ id }) => choicesIn(choice).includes(id)) : [];

/** The choices without that of one turn, and where turns have an order without those after it. */
const without = (choices: Choices, step: number, exercise: Exercise): string[] =>
  isInAnyOrder(exercise)
    ? choices.map((choice, index) => (index === step - 1 ? '' : choice))
    : choices.slice(0, step - 1);

/** One turn of the exercise for its page: its question, or what came of the choice made there. */
const turnView = (
  place: ExercisePlace,
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
    again: exerciseAddress(place, without(choices, step, exercise), step),
    previous: isInAnyOrder(exercise)
      ? exerciseAddress(place, choices, null)
      : isFirst
        ? exercisePath(place, -1)
        : exerciseAddress(place, choices, before),
    next: next === undefined ? exercisePath(place, 1) : exerciseAddress(place, choices, next),
  };
};

/** The turns that the person meets, each with what was chosen: where they are, and looking back. */
const rowsOf = (place: ExercisePlace, exercise: Exercise, turns: ShownTurn[], choices: Choices) =>
  turnsMet(choices, exercise).flatMap((step) => {
    const turn = turns[step - 1];
    if (!turn?.content) return [];
    const [chosen] = chosenIn(turn, choices[step - 1]);
    return [{ ...turn, step, chosen, href: exerciseAddress(place, choices, step) }];
  });

/** The exercise for its page: one turn of it, or (`step` null) all of them to take up one from. */
export const exerciseView = (
  place: ExercisePlace,
  { language, t }: { language: Language; t: Translate },
  { choices, step }: { choices: Choices; step: number | null },
) => {
  const { module, number } = place;
  const exercise = place.texts[language];
  const turns = shownTurns(exercise, t);
  return {
    slug: module.slug,
    markedText,
    exercise,
    rows: rowsOf(place, exercise, turns, choices),
    shown: step === null ? null : turnView(place, exercise, turns, { choices, step }),
    isFinished: turnsLeft(choices, exercise).length === 0,
    answers: writeChoices(choices),
    position: positionOf(module, stepOf(place)),
    action: exercisePath(place),
    before: exercisePath(place, -1),
    after: exercisePath(place, 1),
    isLastExercise: number === planOf(module).exercises,
  };
};
