import { basename, join } from 'node:path';
import type { Module } from './catalogue.ts';
import { checkQuestions } from './check-questions.ts';
import { checkWording } from './check-wording.ts';
import { checkChanges } from './check-changes.ts';
import { checkLanguagesInStep } from './languages-in-step.ts';
import { readDataFile } from './read-data-file.ts';
import { readText, wholeText, type ReadText } from './read-text.ts';
import { courseSchema } from './schemas.ts';
import type { Reading } from './source-text.ts';

export interface ReadModule {
  slug: string;
  /** Undefined when there was a fault that leaves it incomplete. */
  module: Module | undefined;
  /** Where `order` stands, to report two modules with the same. */
  orderLine: { file: string; line: number };
  texts: Record<'sv' | 'en', ReadText>;
}

type Course = NonNullable<Awaited<ReturnType<typeof readCourse>>>;

const readCourse = (dir: string, reading: Reading) =>
  readDataFile(join(dir, 'course.yaml'), courseSchema, reading);

const checkCourse = ({ file, data, lineOf }: Course, dir: string, { findings }: Reading): void => {
  if (data.slug !== basename(dir))
    findings.fault(file, lineOf(['slug']), `"${data.slug}" must be the name of the folder.`);
};

const checkMinutes = ({ file, data, lineOf }: Course, text: ReadText, { findings }: Reading) => {
  const pages = text.pages.reduce((sum, { page }) => sum + page.minutes, 0);
  const sum = pages + data.exerciseMinutes + data.checkMinutes;
  if (text.pagesWhole && Math.abs(sum - data.minutes) > 0.01)
    findings.fault(
      file,
      lineOf(['minutes']),
      `minutes is ${data.minutes}, but pages (${pages}), exercise and check make ${sum}.`,
    );
};

const assemble = (course: Course, dir: string, texts: ReadModule['texts']): Module | undefined => {
  const sv = wholeText(texts.sv);
  const en = wholeText(texts.en);
  return sv && en && { ...course.data, imagesDir: join(dir, 'images'), texts: { sv, en } };
};

/** Reads the folder of a module in both languages and reports every fault in it. */
export const readModule = async (dir: string, reading: Reading): Promise<ReadModule> => {
  const course = await readCourse(dir, reading);
  const slug = basename(dir);
  const sv = await readText({ slug, dir }, 'sv', reading);
  const en = await readText({ slug, dir }, 'en', reading);
  checkLanguagesInStep(sv, en, reading.findings);
  const texts = { sv, en };
  const file = join(dir, 'course.yaml');
  if (!course) return { slug, module: undefined, orderLine: { file, line: 1 }, texts };

  checkCourse(course, dir, reading);
  checkChanges(course, reading.findings);
  checkMinutes(course, sv, reading);
  for (const { check } of [sv, en])
    if (check) checkQuestions(check, course.data.drawn, reading.findings);
  for (const read of [sv.check, ...sv.exercises.map((one) => one.read)])
    if (read) checkWording(read, reading.findings);
  return {
    slug,
    module: assemble(course, dir, texts),
    orderLine: { file, line: course.lineOf(['order']) },
    texts,
  };
};
