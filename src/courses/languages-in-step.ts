import { join } from 'node:path';
import type { Question } from './catalogue.ts';
import type { Exercise } from './exercises/exercise-schema.ts';
import type { Findings } from './findings.ts';
import type { ReadText } from './read-text.ts';
import type { Read } from './yaml-source.ts';

/** Something that both languages must have, where one of them has it. */
interface Entry {
  what: string;
  file: string;
  line: number;
}

/** The lists of an exercise whose items have ids, by what one of them is called. */
const nouns: Record<string, string> = {
  roles: 'role',
  steps: 'step',
  options: 'option',
  messages: 'message',
  clues: 'clue',
  prompts: 'prompt',
  items: 'item',
};

/** What is the same in both languages, since it is not text to read. */
const sameInBoth = new Set(
  'kind picture good genuine risk channel app time roles when x y'.split(' '),
);

const isItem = (value: unknown): value is { id: string } =>
  typeof value === 'object' && value !== null && 'id' in value;

/** Everything below an item of an exercise, or the exercise itself, in the order of the file. */
const entriesIn = (
  read: Read<Exercise>,
  holder: object,
  path: PropertyKey[],
  of: string,
): Entry[] =>
  Object.entries(holder).flatMap(([key, value]: [string, unknown]): Entry[] => {
    const here = [...path, key];
    const entry = (what: string, at = here) => ({ what, file: read.file, line: read.lineOf(at) });
    if (Array.isArray(value) && value.every(isItem))
      return value.flatMap((item, index) => {
        const name = `${nouns[key] ?? key} "${item.id}"${of}`;
        return [
          entry(name, [...here, index]),
          ...entriesIn(read, item, [...here, index], ` of ${name}`),
        ];
      });
    return sameInBoth.has(key) && value !== false ? [entry(`${key} ${String(value)}${of}`)] : [];
  });

const exerciseEntries = (read: Read<Exercise>): Entry[] => entriesIn(read, read.data, [], '');

const fileEntries = ({ dir, exercises }: ReadText): Entry[] =>
  exercises.map(({ name }) => ({ what: `the exercise ${name}`, file: join(dir, name), line: 1 }));

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
  compareBoth(fileEntries(sv), fileEntries(en), findings);
  for (const { name, read } of sv.exercises) {
    const other = en.exercises.find((one) => one.name === name)?.read;
    if (read && other) compareBoth(exerciseEntries(read), exerciseEntries(other), findings);
  }
  if (sv.check && en.check)
    compareBoth(questionEntries(sv.check), questionEntries(en.check), findings);
};
