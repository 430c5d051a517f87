import type { Question } from '../courses/index.ts';

/** The chosen option of each question, by ids. */
export type Answers = Readonly<Record<string, string>>;

export interface Score {
  right: number;
  of: number;
  /** Enough right, and every critical one among them. */
  passed: boolean;
}

export const isRight = (question: Question, chosen: string | undefined): boolean =>
  question.options.some((option) => option.correct && option.id === chosen);

/** How many of them must be right; the tiny slack keeps a share such as 0.56 × 25 from becoming 15. */
export const neededOf = (count: number, passShare: number): number =>
  Math.ceil(count * passShare - 1e-9);

/** Scores the answers to the drawn questions. */
export const scoreAttempt = (
  questions: readonly Question[],
  answers: Answers,
  passShare: number,
): Score => {
  const missed = questions.filter((question) => !isRight(question, answers[question.id]));
  const of = questions.length;
  const right = of - missed.length;
  const passed =
    of > 0 && right >= neededOf(of, passShare) && !missed.some(({ critical }) => critical);
  return { right, of, passed };
};
