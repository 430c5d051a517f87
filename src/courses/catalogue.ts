import type { Language } from '../platform/i18n.ts';
import type { Role } from '../platform/roles.ts';
import type { Day } from '../platform/swedish-day.ts';
import type { Exercise } from './exercises/exercise-schema.ts';

/** One page to read: one idea. `html` is safe to print unescaped; its first heading is an h2. */
export interface Page {
  id: string;
  title: string;
  minutes: number;
  html: string;
  source: string;
}

/** Exactly one option is correct. Texts are plain: escape them. */
export interface Question {
  id: string;
  critical: boolean;
  text: string;
  options: { id: string; text: string; correct: boolean; feedback: string }[];
}

export interface ModuleText {
  title: string;
  summary: string;
  pages: Page[];
  /** One or more, in the order they are done. */
  exercises: Exercise[];
  questions: Question[];
}

/** What happened to a module's content, and when: `material` asks for renewed completion. */
export interface ContentChange {
  version: string;
  day: Day;
  kind: 'new' | 'material' | 'correction';
  /** In a sentence, for whoever asks what was changed. */
  what: string;
}

/**
 * A module of the course. Both languages have the same ids in the same order, so a person can
 * change language anywhere. `minutes` is the sum of the pages, the exercises and the check.
 * `version` is `major.minor`: a new major asks for renewed completion, a new minor is a correction.
 */
export interface Module {
  slug: string;
  order: number;
  minutes: number;
  exerciseMinutes: number;
  checkMinutes: number;
  version: string;
  /** How many questions an attempt draws from the pool. */
  drawn: number;
  /** The share of them, 0–1, that must be right. */
  passShare: number;
  /** The roles that take it; without it everybody does. */
  for?: readonly Role[] | undefined;
  /** Its history, the oldest first; the last is of the version that stands. */
  changes?: readonly ContentChange[] | undefined;
  /** From this day nobody has to take it. */
  retired?: Day | undefined;
  /** The folder that `/kurs/<slug>/images/<file>` in a page's html is served from. */
  imagesDir: string;
  texts: Record<Language, ModuleText>;
}

export interface Catalogue {
  /** In the order in which they are recommended. */
  modules: Module[];
  module: (slug: string) => Module | undefined;
}
