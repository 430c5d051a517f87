import type { Answers } from './score-attempt.ts';
import type { DrawnQuestion } from './draw-questions.ts';

/** The name of a question's radio buttons. */
export const fieldOf = (questionId: string): string => `svar-${questionId}`;

export interface ReadAnswers {
  answers: Answers;
  /** The ids of the questions without an answer, in the order they are shown. */
  unanswered: string[];
}

/** Reads a posted check; what is not one of the question's own options is no answer. */
export const readAnswers = (
  questions: readonly DrawnQuestion[],
  body: Readonly<Record<string, unknown>>,
): ReadAnswers => {
  const given = questions.flatMap(({ id, options }): [string, string][] => {
    const option = body[fieldOf(id)];
    return typeof option === 'string' && options.includes(option) ? [[id, option]] : [];
  });
  const answers = Object.fromEntries(given);
  return {
    answers,
    unanswered: questions.flatMap(({ id }) => (Object.hasOwn(answers, id) ? [] : [id])),
  };
};
