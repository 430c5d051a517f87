import { inboxActions, promptAnswers, type Exercise } from '../courses/index.ts';
import type { Translate } from '../platform/i18n.ts';

/** Something that can be answered, with what comes of it. */
export interface ShownOption {
  id: string;
  text: string;
  good: boolean;
  feedback: string;
}

/** What one turn of an exercise shows: its own content by kind, and what can be answered. */
export interface ShownTurn {
  /** The step, message or prompt; null where a person says what their role is. */
  content: object | null;
  /** What names it in a list. */
  label: string;
  options: ShownOption[];
}

/** The options of a turn that has the same ones, by their ids, every time. */
const fixed = <T extends string>(
  turn: { good: readonly T[]; feedback: Record<T, string> },
  ids: readonly T[],
  textOf: (id: T) => string,
): ShownOption[] =>
  ids.map((id) => ({
    id,
    text: textOf(id),
    good: turn.good.includes(id),
    feedback: turn.feedback[id],
  }));

type TurnsOf<K extends Exercise['kind']> = (
  exercise: Extract<Exercise, { kind: K }>,
  t: Translate,
) => ShownTurn[];

const firstHour: TurnsOf<'first-hour'> = ({ roles, steps }) => [
  ...(roles
    ? [
        {
          content: null,
          label: '',
          options: roles.map(({ id, name }) => ({ id, text: name, good: true, feedback: '' })),
        },
      ]
    : []),
  ...steps.map((step) => ({ content: step, label: step.time, options: step.options })),
];

const inbox: TurnsOf<'inbox'> = ({ messages }, t) =>
  messages.map((message) => ({
    content: message,
    label: message.subject ?? message.from,
    options: fixed(message, inboxActions, (action) =>
      t(`course.inbox.${message.channel}.${action}`),
    ),
  }));

const prompts: TurnsOf<'prompts'> = ({ prompts: all }, t) =>
  all.map((prompt) => ({
    content: prompt,
    label: prompt.time,
    options: fixed(prompt, promptAnswers, (answer) => t(`course.prompts.${answer}`)),
  }));

const spotIt: TurnsOf<'spot-it'> = (exercise) => [
  {
    content: exercise,
    label: exercise.title,
    options: exercise.items.map(({ id, label, risk, feedback }) => ({
      id,
      text: label,
      good: risk,
      feedback,
    })),
  },
];

/** Every turn of an exercise as it is shown, in the order of `turnsOf`. */
export const shownTurns = (exercise: Exercise, t: Translate): ShownTurn[] => {
  switch (exercise.kind) {
    case 'first-hour':
      return firstHour(exercise, t);
    case 'inbox':
      return inbox(exercise, t);
    case 'prompts':
      return prompts(exercise, t);
    case 'spot-it':
      return spotIt(exercise, t);
  }
};
