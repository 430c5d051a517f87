import type { Module, Question } from '../courses/index.ts';
import type { Language } from '../platform/i18n.ts';
import { questionsOf } from './attempt-questions.ts';
import type { AnsweredAttempt, Attempt, OpenAttempt } from './attempt-store.ts';
import { fieldOf, type ReadAnswers } from './read-answers.ts';
import { isRight, neededOf } from './score-attempt.ts';
import { positionOf } from './step-position.ts';
import { planOf, stepPath } from './steps.ts';

const inDrawnOrder = (
  question: Question,
  attempt: Pick<Attempt, 'questions'>,
): Question['options'] => {
  const order = attempt.questions.find(({ id }) => id === question.id)?.options ?? [];
  return order.flatMap((id) => question.options.find((option) => option.id === id) ?? []);
};

/** Questions to answer, as fields of a form; `read` is what was posted or kept. */
export const questionFields = (
  module: Module,
  language: Language,
  attempt: Pick<Attempt, 'questions'>,
  read: ReadAnswers,
) =>
  questionsOf(module, language, attempt).map((question) => ({
    text: question.text,
    field: fieldOf(question.id),
    chosen: read.answers[question.id],
    isUnanswered: read.unanswered.includes(question.id),
    options: inDrawnOrder(question, attempt),
  }));

/** An open attempt for its page; `read` is what was posted when something was left out. */
export const checkView = (
  module: Module,
  language: Language,
  attempt: OpenAttempt,
  read: ReadAnswers,
) => {
  const plan = planOf(module);
  return {
    moduleTitle: module.texts[language].title,
    attemptId: attempt.id,
    questions: questionFields(module, language, attempt, read),
    needed: neededOf(attempt.questions.length, module.passShare),
    position: positionOf(module, plan.check),
    action: stepPath(module, plan.check),
    previous: stepPath(module, plan.check - 1),
  };
};

/** An answered attempt for its page: each question with what was chosen and what is right. */
export const resultView = (module: Module, language: Language, attempt: AnsweredAttempt) => {
  const questions = questionsOf(module, language, attempt);
  return {
    moduleTitle: module.texts[language].title,
    right: attempt.right,
    of: attempt.questions.length,
    passed: attempt.passed,
    needed: neededOf(attempt.questions.length, module.passShare),
    missedCritical: questions.some(
      (question) => question.critical && !isRight(question, attempt.answers[question.id]),
    ),
    questions: questions.map((question) => {
      const chosenId = attempt.answers[question.id];
      return {
        text: question.text,
        isRight: isRight(question, chosenId),
        chosen: question.options.find(({ id }) => id === chosenId),
        right: question.options.find(({ correct }) => correct),
      };
    }),
  };
};
