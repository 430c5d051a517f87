import type { Module } from '../courses/index.ts';
import type { Language } from '../platform/i18n.ts';

/** The modules to choose from, as they are called. */
export const moduleTitles = (
  modules: readonly Module[],
  language: Language,
): { slug: string; title: string }[] =>
  modules.map(({ slug, texts }) => ({ slug, title: texts[language].title }));
