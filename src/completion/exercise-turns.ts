import { inboxActions, promptAnswers, type Exercise } from '../courses/index.ts';

/**
 * One thing to answer in an exercise, whatever its kind. With `many`, several options may be chosen
 * together.
 */
export interface Turn {
  id: string;
  options: readonly string[];
  many?: boolean;
  /** Met only after one of these choices, `turn.option`. */
  when?: readonly string[] | undefined;
  /** Met only in one of these roles, as `when` names a choice. */
  roles?: readonly string[] | undefined;
}

/** The turn in which a person says what their role is. */
export const roleTurn = 'roll';

const idsOf = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);

/** The turns of an exercise in their order; which of them a person meets depends on the choices. */
export const turnsOf = (exercise: Exercise): Turn[] => {
  switch (exercise.kind) {
    case 'first-hour':
      return [
        ...(exercise.roles ? [{ id: roleTurn, options: idsOf(exercise.roles) }] : []),
        ...exercise.steps.map(({ id, when, roles, options }) => ({
          id,
          when,
          roles: roles?.map((role) => `${roleTurn}.${role}`),
          options: idsOf(options),
        })),
      ];
    case 'inbox':
      return exercise.messages.map(({ id }) => ({ id, options: inboxActions }));
    case 'prompts':
      return exercise.prompts.map(({ id, when }) => ({ id, when, options: promptAnswers }));
    case 'spot-it':
      return [{ id: 'saker', options: idsOf(exercise.items), many: true }];
  }
};

/** May be taken up in any order. */
export const isInAnyOrder = (exercise: Exercise): boolean => exercise.kind === 'inbox';
