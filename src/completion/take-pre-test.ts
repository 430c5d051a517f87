import type { Module } from '../courses/index.ts';
import { fitsModule, questionsOf } from './attempt-questions.ts';
import type { CurrentRound } from './current-round.ts';
import type { CourseTerms } from './course-terms.ts';
import { drawQuestions, type RandomBelow } from './draw-questions.ts';
import type { PreTest, PreTestStore } from './pre-test-store.ts';
import type { ProgressStore } from './progress-store.ts';
import { readAnswers, type ReadAnswers } from './read-answers.ts';
import type { Round } from './round.ts';
import { scoreAttempt } from './score-attempt.ts';
import { planOf } from './steps.ts';

/**
 * The test before a module's pages: whoever passes need not read them, but does the exercise and
 * the check as everybody else. It never decides a completion.
 */
export const createPreTest = (deps: {
  preTests: PreTestStore;
  progress: Pick<ProgressStore, 'open' | 'skipPages'>;
  openStep: (employeeId: string, module: Module, step: number) => Promise<boolean>;
  currentRound: CurrentRound;
  terms: CourseTerms;
  random: RandomBelow;
  now: () => Date;
}) => {
  const { preTests, progress, now } = deps;

  /** The test as it is, or another one while it asks what the module asks no longer. */
  const usable = (round: Round, module: Module, found: PreTest | null): Promise<PreTest | null> => {
    if (found && (found.result !== null || fitsModule(module, found)))
      return Promise.resolve(found);
    const questions = drawQuestions(module.texts.sv.questions, module.drawn, deps.random);
    return found ? preTests.redraw(round, found, questions) : preTests.draw(round, questions);
  };

  /** A pass opens the exercise; done anew when a crash came between. */
  const followPass = async (round: Round, module: Module, test: PreTest): Promise<void> => {
    if (test.result?.passed) await progress.skipPages(round, planOf(module), now());
  };

  return {
    isOffered: deps.terms.preTest,

    /** The person's test, drawn now if they have none; null when the module is not theirs to begin. */
    open: async (employeeId: string, module: Module): Promise<PreTest | null> => {
      const { round } = await deps.currentRound(employeeId, module);
      const found = await preTests.find(round);
      if (!found && !(await deps.openStep(employeeId, module, 1))) return null;
      const test = await usable(round, module, found);
      if (test) await followPass(round, module, test);
      return test;
    },

    /** Answers it. What is left out is given back; one whose questions are gone is drawn anew. */
    answer: async (
      employeeId: string,
      module: Module,
      fields: Readonly<Record<string, unknown>>,
    ): Promise<{ test: PreTest; read: ReadAnswers } | null> => {
      const { round } = await deps.currentRound(employeeId, module);
      const found = await preTests.find(round);
      const test = found && (await usable(round, module, found));
      if (!test) return null;
      const read = readAnswers(test.questions, fields);
      if (test.result !== null || test !== found || read.unanswered.length > 0)
        return { test, read };
      const questions = questionsOf(module, 'sv', test);
      await preTests.answer(round, scoreAttempt(questions, read.answers, module.passShare), now());
      const answered = (await preTests.find(round)) ?? test;
      await followPass(round, module, answered);
      return { test: answered, read };
    },
  };
};
