import type { Module } from '../courses/index.ts';
import type { Language } from '../platform/i18n.ts';
import { clockTime } from './clock-time.ts';
import type { RetryRule } from './pause-rule.ts';
import { planOf, stepPath } from './steps.ts';

/** What a person who did not pass is told: when to try again, and what to read until then. */
export const retryView = (module: Module, language: Language, rule: RetryRule) => ({
  until: rule.pausedUntil && clockTime(rule.pausedUntil, language),
  needsHelp: rule.needsHelp,
  pages: module.texts[language].pages.map(({ title }, index) => ({
    title,
    href: stepPath(module, index + 1),
  })),
  again: stepPath(module, planOf(module).check),
});
