import type { Language } from '../platform/i18n.ts';
import { noonOf } from '../platform/swedish-day.ts';
import type { ModuleState, Overview } from './overview.ts';
import { positionOf } from './step-position.ts';
import { stepPath } from './steps.ts';

/** A module as a row of the overview. */
const rowOf = (one: ModuleState, language: Language) => {
  const { title, summary } = one.module.texts[language];
  const step = one.state === 'in-progress' ? one.step : 1;
  return {
    title,
    summary,
    state: one.state,
    isOpen: one.isOpen,
    minutes: Math.round(one.module.minutes),
    position: positionOf(one.module, step),
    completedAt: one.state === 'done' ? one.completion.at : null,
    href: stepPath(one.module, step),
  };
};

export const overviewView = (
  { modules, done, minutesLeft, dueOn, isLate, next }: Overview,
  language: Language,
) => ({
  rows: modules.map((one) => ({ ...rowOf(one, language), isNext: one === next })),
  done,
  minutesLeft,
  due: dueOn && noonOf(dueOn),
  isLate,
  next: next && rowOf(next, language),
});
