import type { Module, Question } from '../courses/index.ts';
import type { Language } from '../platform/i18n.ts';
import { drawQuestions, type RandomBelow } from './draw-questions.ts';
import { neededOf } from './score-attempt.ts';

export const mostSheets = 9999;

/** The same numbers every time for the same seed: mulberry32, with 32 bits of state. */
const seededRandom = (seed: number): RandomBelow => {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

const letters = 'ABCD';

/** A question on paper, its options by letter. */
interface SheetQuestion {
  text: string;
  critical: boolean;
  options: { letter: string; text: string; correct: boolean }[];
}

const onPaper = (question: Question, order: readonly string[]): SheetQuestion => ({
  text: question.text,
  critical: question.critical,
  options: order.flatMap((id, index) => {
    const option = question.options.find((one) => one.id === id);
    const letter = letters[index] ?? '';
    return option ? [{ letter, text: option.text, correct: option.correct }] : [];
  }),
});

/**
 * The questions of a sheet for the paper path. A number gives the same ones in both languages and
 * every time, as long as the module's questions are the same, so that whoever corrects a sheet can
 * look its answers up; the number is all that is needed.
 */
export const sheetOf = (module: Module, language: Language, number: number) => {
  const { questions } = module.texts[language];
  const drawn = drawQuestions(module.texts.sv.questions, module.drawn, seededRandom(number));
  return {
    number,
    version: module.version,
    needed: neededOf(drawn.length, module.passShare),
    questions: drawn.flatMap(({ id, options }) => {
      const question = questions.find((one) => one.id === id);
      return question ? [onPaper(question, options)] : [];
    }),
  };
};
