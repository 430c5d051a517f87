import { languages, type Language } from '../platform/i18n.ts';
import type { ReadModule } from './read-module.ts';

interface PageFigures {
  id: string;
  words: number;
  lix: number;
}

/** One module in one language, as far as it could be read. */
export interface TextFigures {
  slug: string;
  language: Language;
  pages: PageFigures[];
  words: number;
  /** Mean of the pages' LIX by their words. */
  lix: number;
  questions: number;
  minutes: number;
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

const figuresOf = ({ slug, module, texts }: ReadModule, language: Language): TextFigures => {
  const { pages: read, check } = texts[language];
  const pages = read.map(({ page, figures }) => ({ id: page.id, ...figures }));
  const words = sum(pages.map((page) => page.words));
  return {
    slug,
    language,
    pages,
    words,
    lix: Math.round(sum(pages.map((page) => page.lix * page.words)) / (words || 1)),
    questions: check?.data.questions.length ?? 0,
    minutes: module?.minutes ?? 0,
  };
};

/** What each module measures in each language. */
export const contentFigures = (modules: ReadModule[]): TextFigures[] =>
  modules.flatMap((module) =>
    languages
      .filter((language) => module.texts[language].about)
      .map((language) => figuresOf(module, language)),
  );
