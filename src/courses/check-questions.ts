import type { Question } from './catalogue.ts';
import type { Findings } from './findings.ts';
import type { Read } from './yaml-source.ts';

/** A pool holds at least this many questions, and at least three times what is drawn. */
const smallestPool = 15;
/** A habit of the author that a reader could use: more than this share of the questions. */
const habitShare = 0.5;

const longest = (question: Question): boolean => {
  const length = (option: Question['options'][number]) => option.text.length;
  const right = question.options.find((option) => option.correct);
  return (
    right !== undefined &&
    length(right) > Math.max(...question.options.filter((option) => option !== right).map(length))
  );
};

const checkHabits = (questions: Question[], warn: (text: string) => void): void => {
  const places = questions.map((question) =>
    question.options.findIndex((option) => option.correct),
  );
  for (const place of new Set(places)) {
    const count = places.filter((other) => other === place).length;
    if (count > questions.length * habitShare)
      warn(`the right option is number ${place + 1} in ${count} of ${questions.length} questions.`);
  }
  const count = questions.filter(longest).length;
  if (count > questions.length * habitShare)
    warn(`the right option is the longest in ${count} of ${questions.length} questions.`);
};

/** Reports a pool that is too small for what is drawn, and one that gives its answers away. */
export const checkQuestions = (
  read: Read<{ questions: Question[] }>,
  drawn: number,
  findings: Findings,
): void => {
  const { questions } = read.data;
  const line = read.lineOf(['questions']);
  const least = Math.max(smallestPool, 3 * drawn);
  if (questions.length < least)
    findings.fault(
      read.file,
      line,
      `${questions.length} questions; a check that draws ${drawn} needs ${least}.`,
    );
  checkHabits(questions, (text) => findings.warning(read.file, line, text));
};
