import { stepsOf } from '../support/exercise-steps.ts';
import type { Module } from '../../src/courses/index.ts';
import type { TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

/** The address of the link or button with these words, as a person would find it. */
export const linkTo = (html: string, words: string): string => {
  const links = [...html.matchAll(/<a [^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g)];
  const found = links.find(([, , text = '']) => text.replace(/<[^>]+>/g, '').includes(words));
  if (!found?.[1]) throw new Error(`No link says "${words}".`);
  return found[1].replaceAll('&amp;', '&');
};

export const headingOf = (html: string): string =>
  /<h1[^>]*>([^<]*)<\/h1>/.exec(html)?.[1]?.trim() ?? '';

/** Somebody who takes a module page by page, by the links and forms they are shown. */
export const createLearner = (portal: TestPortal, visitor: Visitor, words: Words = swedish) => {
  const found = portal.services.completion.catalogue.module('varfor');
  if (!found) throw new Error('There is no module varfor.');
  const module: Module = found;

  const follow = async (html: string, link: string) =>
    (await visitor.open(linkTo(html, link))).text;

  const submit = async (path: string, form: Record<string, string>) =>
    (await visitor.follow(await visitor.submit(path, form))).text;

  /** The questions on a check's page with the option that is right, or one that is not. */
  const answersTo = (html: string, right: boolean) =>
    Object.fromEntries(
      module.texts.sv.questions
        .filter(({ id }) => html.includes(`name="svar-${id}"`))
        .map(({ id, options }) => [
          `svar-${id}`,
          options.find((option) => option.correct === right)?.id ?? '',
        ]),
    );

  return {
    module,
    follow,
    answersTo,

    /** From the overview through all pages to the first question of the exercise. */
    readPages: async (): Promise<string[]> => {
      const pages = [await follow((await visitor.open('/kurs')).text, words.begin)];
      while (!(pages.at(-1) ?? '').includes(words.toExercise))
        pages.push(await follow(pages.at(-1) ?? '', words.next));
      return [...pages, await follow(pages.at(-1) ?? '', words.toExercise)];
    },

    /** From the first question of the exercise to the check. */
    doExercise: async (first: string): Promise<string> => {
      let html = first;
      const steps = stepsOf(module);
      for (const step of steps) {
        const svar = /name="svar" value="([^"]*)"/.exec(html)?.[1] ?? '';
        const val = step.options[0]?.id ?? '';
        html = await submit('/kurs/varfor/ovning', { svar, val });
        if (step !== steps.at(-1)) html = await follow(html, words.next);
      }
      return follow(html, words.toCheck);
    },

    answerCheck: (html: string, right: boolean): Promise<string> =>
      submit('/kurs/varfor/prov', {
        attempt: visitor.hidden(html, 'attempt'),
        ...answersTo(html, right),
      }),
  };
};

export interface Words {
  begin: string;
  next: string;
  toExercise: string;
  toCheck: string;
}

export const swedish: Words = {
  begin: 'Börja',
  next: 'Nästa',
  toExercise: 'Till övningen',
  toCheck: 'Till frågorna',
};

export const english: Words = {
  begin: 'Begin',
  next: 'Next',
  toExercise: 'To the exercise',
  toCheck: 'To the questions',
};
