import type { Language } from '../platform/i18n.ts';
import { daysAfter, noonOf, type Day } from '../platform/swedish-day.ts';
import type { ModuleState, Overview } from './overview.ts';
import { positionOf } from './step-position.ts';
import { stepPath } from './steps.ts';

const dateOf = (day: Day | null): Date | null => (day === null ? null : noonOf(day));

/** Why a module is asked for again, and what is new in it when that is why. */
const againOf = ({ module, standing: { cause, doneOn } }: ModuleState) => {
  const change = module.changes?.findLast(({ kind }) => kind === 'material');
  return (
    cause && { cause, doneOn: dateOf(doneOn), news: cause === 'content' ? change?.what : null }
  );
};

/** From when a module is to be done again by somebody exempt from it. */
const backOf = ({ standing: { absence } }: ModuleState) =>
  absence && { back: noonOf(daysAfter(absence.to, 1)) };

/** A module as a row of the overview. */
const rowOf = (one: ModuleState, language: Language) => {
  const { standing } = one;
  const { title, summary } = one.module.texts[language];
  const step = one.state === 'in-progress' ? one.step : 1;
  return {
    title,
    summary,
    state: one.state,
    isOpen: one.isOpen,
    isLate: standing.status === 'late',
    due: dateOf(standing.dueOn),
    validUntil: dateOf(standing.validUntil),
    again: one.state === 'done' ? null : againOf(one),
    exempt: one.state === 'done' ? null : backOf(one),
    minutes: Math.round(one.module.minutes),
    position: positionOf(one.module, step),
    completedAt: one.state === 'done' ? one.completion.at : null,
    href: stepPath(one.module, step),
  };
};

/** Why the whole course need not be done now, and until when. */
const awayOf = (modules: readonly ModuleState[]) => {
  const away = modules.find(({ standing }) => standing.absence?.module === null)?.standing.absence;
  return away ? { kind: away.kind, until: noonOf(away.to) } : null;
};

export const overviewView = (
  { modules, sum, minutesLeft, next }: Overview,
  language: Language,
) => ({
  rows: modules.map((one) => {
    const row = rowOf(one, language);
    // The day that holds for all stands once, above the list.
    const ownDue = row.due && one.standing.dueOn !== sum.dueOn ? row.due : null;
    return { ...row, ownDue, isNext: one === next };
  }),
  done: sum.done,
  total: sum.total,
  status: sum.status,
  minutesLeft,
  due: dateOf(sum.dueOn),
  isLate: sum.status === 'late',
  validUntil: dateOf(sum.validUntil),
  away: sum.status === 'exempt' ? awayOf(modules) : null,
  next: next && rowOf(next, language),
});
