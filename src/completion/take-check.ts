import type { Module } from '../courses/index.ts';
import type { Language } from '../platform/i18n.ts';
import { fitsModule, questionsOf } from './attempt-questions.ts';
import type { AnsweredAttempt, Attempt, AttemptStore, OpenAttempt } from './attempt-store.ts';
import type { CurrentRound } from './current-round.ts';
import { drawQuestions, type RandomBelow } from './draw-questions.ts';
import { retryRule, type RetryRule } from './pause-rule.ts';
import type { ProgressStore } from './progress-store.ts';
import { readAnswers, type ReadAnswers } from './read-answers.ts';
import type { Round } from './round.ts';
import { scoreAttempt } from './score-attempt.ts';
import type { SettleAttempt } from './settle-attempt.ts';
import { planOf } from './steps.ts';

export type OpenedCheck =
  | { kind: 'open'; attempt: OpenAttempt }
  | { kind: 'paused'; rule: RetryRule; failed: AnsweredAttempt }
  | { kind: 'done' }
  /** Pages or the exercise are left. */
  | { kind: 'not-yet' };

export type AnsweredCheck =
  | { kind: 'answered'; attempt: Attempt }
  | ({ kind: 'incomplete'; attempt: OpenAttempt } & ReadAnswers)
  /** The questions have changed since they were drawn. */
  | { kind: 'outdated' }
  | { kind: 'unknown' };

/** The check of a module: drawn, answered once, scored here. */
export const createCheck = (deps: {
  attempts: AttemptStore;
  currentRound: CurrentRound;
  progress: Pick<ProgressStore, 'open'>;
  settleAttempt: SettleAttempt;
  random: RandomBelow;
  now: () => Date;
}) => {
  const { attempts, settleAttempt, now } = deps;

  const drawn = (module: Module) =>
    drawQuestions(module.texts.sv.questions, module.drawn, deps.random);

  /** The open attempt, drawn now if there is none; in two tabs it is the same one. */
  const currentAttempt = async (round: Round, module: Module): Promise<OpenedCheck> => {
    const latest = await attempts.latest(round);
    if (latest?.answeredAt === null)
      return fitsModule(module, latest)
        ? { kind: 'open', attempt: latest }
        : redraw(latest, round, module);
    if (latest?.passed) {
      await settleAttempt(latest);
      return { kind: 'done' };
    }
    if (latest) {
      const rule = ruleAfter(latest);
      if (rule.pausedUntil) return { kind: 'paused', rule, failed: latest };
    }
    const number = (latest?.number ?? 0) + 1;
    const added = await attempts.add(round, { number, questions: drawn(module), drawnAt: now() });
    return added ? { kind: 'open', attempt: added } : currentAttempt(round, module);
  };

  /** The author has changed the questions since they were drawn. */
  const redraw = async (
    attempt: OpenAttempt,
    round: Round,
    module: Module,
  ): Promise<OpenedCheck> => {
    const redrawn = await attempts.redraw(attempt, drawn(module));
    return redrawn ? { kind: 'open', attempt: redrawn } : currentAttempt(round, module);
  };

  /** Attempts end with the first pass, so the number of a failed one is how many have failed. */
  const ruleAfter = (failed: AnsweredAttempt): RetryRule =>
    retryRule(failed.number, failed.answeredAt, now());

  return {
    ruleAfter,

    /** Opens the check for a person who may take it. */
    open: async (employeeId: string, module: Module): Promise<OpenedCheck> => {
      const { round, isDone } = await deps.currentRound(employeeId, module);
      if (isDone) return { kind: 'done' };
      const plan = planOf(module);
      if (!(await deps.progress.open(round, plan.check, plan, now()))) return { kind: 'not-yet' };
      return currentAttempt(round, module);
    },

    /** Answers an attempt; one that is answered already keeps its answers and its score. */
    answer: async (
      employeeId: string,
      module: Module,
      posted: {
        attemptId: string;
        fields: Readonly<Record<string, unknown>>;
        language: Language;
      },
    ): Promise<AnsweredCheck> => {
      const attempt = await attempts.find(employeeId, module.slug, posted.attemptId);
      if (!attempt) return { kind: 'unknown' };
      if (attempt.answeredAt) return { kind: 'answered', attempt };
      if (!fitsModule(module, attempt)) return { kind: 'outdated' };

      const read = readAnswers(attempt.questions, posted.fields);
      if (read.unanswered.length > 0) return { kind: 'incomplete', attempt, ...read };
      const { answers } = read;
      const score = scoreAttempt(questionsOf(module, 'sv', attempt), answers, module.passShare);
      const given = { answers, score, language: posted.language, at: now() };
      const answered = await attempts.answer(attempt, given);
      if (answered) await settleAttempt(answered);
      return { kind: 'answered', attempt: answered ?? attempt };
    },

    /** A person's own attempt, with all that follows from a pass in place. */
    find: async (
      employeeId: string,
      module: Module,
      attemptId: string,
    ): Promise<Attempt | null> => {
      const attempt = await attempts.find(employeeId, module.slug, attemptId);
      if (attempt?.answeredAt) await settleAttempt(attempt);
      return attempt;
    },
  };
};
