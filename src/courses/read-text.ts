import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '../platform/i18n.ts';
import { imageFault } from './check-image.ts';
import type { ModuleText, Question } from './catalogue.ts';
import { exerciseSchema, type Exercise } from './exercises/exercise-schema.ts';
import { readDataFile } from './read-data-file.ts';
import { readPage, type ReadPage } from './read-page.ts';
import { checkSchema, moduleTextSchema } from './schemas.ts';
import type { Reading } from './source-text.ts';
import type { Read } from './yaml-source.ts';

const dataFiles = ['module.yaml', 'check.yaml'];
/** The first exercise of a module, and those after it. */
const exerciseName = /^exercise(-[2-9])?\.yaml$/;
const pageName = /^\d{2}-[a-z0-9-]+\.md$/;

/** A module in one language, as far as it could be read. */
export interface ReadText {
  dir: string;
  about: Read<{ title: string; summary: string }> | undefined;
  pages: ReadPage[];
  /** No page was left out for a fault. */
  pagesWhole: boolean;
  /** By the names of their files, which put them in order. */
  exercises: { name: string; read: Read<Exercise> | undefined }[];
  check: Read<{ questions: Question[] }> | undefined;
}

const pageNames = (names: string[], dir: string, { findings }: Reading): string[] => {
  for (const name of names)
    if (!dataFiles.includes(name) && !exerciseName.test(name) && !pageName.test(name))
      findings.fault(
        join(dir, name),
        1,
        'is not a file that belongs here: pages are named 01-name.md.',
      );
  const pages = names.filter((name) => pageName.test(name)).sort();
  if (pages.length === 0) findings.fault(dir, 1, 'has no pages.');
  return pages;
};

const readExercise = async (
  file: string,
  module: { dir: string },
  reading: Reading,
): Promise<Read<Exercise> | undefined> => {
  const read = await readDataFile(file, exerciseSchema, reading);
  if (read?.data.kind === 'spot-it') {
    const text = await imageFault(read.data.picture, module.dir);
    if (text !== undefined) reading.findings.fault(read.file, read.lineOf(['picture']), text);
  }
  return read;
};

/** Reads the folder of one language and reports every fault in it. */
export const readText = async (
  module: { slug: string; dir: string },
  language: Language,
  reading: Reading,
): Promise<ReadText> => {
  const dir = join(module.dir, language);
  const files = (await readdir(dir).catch((): string[] => [])).sort();
  const names = pageNames(files, dir, reading);
  const exercises = new Set(['exercise.yaml', ...files.filter((name) => exerciseName.test(name))]);
  const pages = await Promise.all(
    names.map((name) => readPage(join(dir, name), { ...module, language }, reading)),
  );
  const whole = pages.filter((page) => page !== undefined);
  return {
    dir,
    about: await readDataFile(join(dir, 'module.yaml'), moduleTextSchema, reading),
    pages: whole,
    pagesWhole: whole.length === names.length,
    exercises: await Promise.all(
      [...exercises].map(async (name) => ({
        name,
        read: await readExercise(join(dir, name), module, reading),
      })),
    ),
    check: await readDataFile(join(dir, 'check.yaml'), checkSchema, reading),
  };
};

/** The text for the catalogue; undefined when a part of it could not be read. */
export const wholeText = (text: ReadText): ModuleText | undefined => {
  const exercises = text.exercises.flatMap(({ read }) => read?.data ?? []);
  const isWhole = exercises.length === text.exercises.length;
  return text.about && isWhole && text.check
    ? {
        ...text.about.data,
        pages: text.pages.map(({ page }) => page),
        exercises,
        questions: text.check.data.questions,
      }
    : undefined;
};
