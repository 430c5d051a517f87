import type { Module, Question } from '../courses/index.ts';
import type { Language } from '../platform/i18n.ts';
import type { Attempt } from './attempt-store.ts';

/** The questions of an attempt, in the order they were drawn; those that still stand in the module. */
export const questionsOf = (
  module: Module,
  language: Language,
  attempt: Pick<Attempt, 'questions'>,
): Question[] =>
  attempt.questions.flatMap(
    ({ id }) => module.texts[language].questions.find((question) => question.id === id) ?? [],
  );

/** Can the attempt be answered as it was drawn? Not when the content has changed since. */
export const fitsModule = (
  module: Module,
  attempt: Pick<Attempt, 'questions' | 'contentVersion'>,
): boolean =>
  attempt.contentVersion === module.version &&
  attempt.questions.every(({ id, options }) => {
    const question = module.texts.sv.questions.find((one) => one.id === id);
    const known = question?.options.map((option) => option.id) ?? [];
    return known.length === options.length && options.every((option) => known.includes(option));
  });
