import type { Exercise, Question } from './catalogue.ts';
import type { Findings } from './findings.ts';
import type { ReadText } from './read-text.ts';
import type { Read } from './yaml-source.ts';

/** Something that both languages must have, where one of them has it. */
interface Entry {
  what: string;
  file: string;
  line: number;
}

const exerciseEntries = ({ file, data, lineOf }: Read<Exercise>): Entry[] => {
  const entry = (what: string, ...path: PropertyKey[]) => ({ what, file, line: lineOf(path) });
  return data.steps.flatMap((step, s) => [
    entry(`step "${step.id}" at ${step.time}`, 'steps', s),
    ...step.options.flatMap((option, o) => {
      const what = `option "${option.id}" of step "${step.id}"`;
      const path = ['steps', s, 'options', o];
      return [
        entry(what, ...path),
        ...(option.good ? [entry(`good ${what}`, ...path, 'good')] : []),
      ];
    }),
  ]);
};

const questionEntries = ({ file, data, lineOf }: Read<{ questions: Question[] }>): Entry[] => {
  const entry = (what: string, ...path: PropertyKey[]) => ({ what, file, line: lineOf(path) });
  return data.questions.flatMap((question, q) => [
    entry(`question "${question.id}"`, 'questions', q),
    ...(question.critical
      ? [entry(`critical question "${question.id}"`, 'questions', q, 'critical')]
      : []),
    ...question.options.flatMap((option, o) => {
      const what = `option "${option.id}" of question "${question.id}"`;
      const path = ['questions', q, 'options', o];
      return [
        entry(what, ...path),
        ...(option.correct ? [entry(`right ${what}`, ...path, 'correct')] : []),
      ];
    }),
  ]);
};

const pageEntries = ({ pages }: ReadText): Entry[] =>
  pages.map(({ file, page }) => ({
    what: `page "${page.id}" of ${page.minutes} minutes`,
    file,
    line: 1,
  }));

const compare = (one: Entry[], other: Entry[], language: string, findings: Findings): boolean => {
  const missing = one.filter(({ what }) => !other.some((entry) => entry.what === what));
  for (const { what, file, line } of missing)
    findings.fault(file, line, `${what} has nothing that answers to it in ${language}/.`);
  return missing.length === 0;
};

const compareBoth = (sv: Entry[], en: Entry[], findings: Findings): void => {
  const same = [compare(sv, en, 'en', findings), compare(en, sv, 'sv', findings)].every(Boolean);
  const moved = same ? en.find((entry, index) => entry.what !== sv[index]?.what) : undefined;
  if (moved)
    findings.fault(moved.file, moved.line, `${moved.what} stands in another place in sv/.`);
};

/**
 * Reports whatever is in one language only, or in another order, so that a person can change
 * language in the middle of anything. What could not be read has been reported already.
 */
export const checkLanguagesInStep = (sv: ReadText, en: ReadText, findings: Findings): void => {
  if (sv.pagesWhole && en.pagesWhole) compareBoth(pageEntries(sv), pageEntries(en), findings);
  if (sv.exercise && en.exercise)
    compareBoth(exerciseEntries(sv.exercise), exerciseEntries(en.exercise), findings);
  if (sv.check && en.check)
    compareBoth(questionEntries(sv.check), questionEntries(en.check), findings);
};
