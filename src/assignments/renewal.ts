import { editionOf } from '../courses/index.ts';
import { daysAfter, daysBetween, type Day } from '../platform/swedish-day.ts';
import type { ModuleFacts } from './assigned-since.ts';
import type { CompletionFact } from './person-facts.ts';
import type { Renewal, Rule } from './rule.ts';
import type { RenewalCause } from './standing.ts';

/** That a completion is to be renewed: from a day, and until a day on which it still counts. */
export interface DueRenewal {
  cause: RenewalCause;
  opensOn: Day;
  dueOn: Day;
}

const later = (a: Day, b: Day): Day => (a > b ? a : b);

/** The first day on or after another that is written so in the calendar. */
const nextDate = (monthAndDay: string, from: Day): Day => {
  const year = Number(from.slice(0, 4));
  const inYear = `${String(year).padStart(4, '0')}-${monthAndDay}`;
  return inYear >= from ? inYear : `${String(year + 1).padStart(4, '0')}-${monthAndDay}`;
};

const byPeriod = (renewal: Renewal, doneOn: Day): DueRenewal => {
  if (renewal.kind === 'rolling') {
    const dueOn = daysAfter(doneOn, renewal.days);
    return { cause: 'period', opensOn: daysAfter(dueOn, -renewal.openDays), dueOn };
  }
  const yearly = nextDate(renewal.opens, daysAfter(doneOn, renewal.creditDays + 1));
  const opensOn = later(yearly, daysAfter(doneOn, renewal.minimumDays));
  const length = daysBetween(yearly, nextDate(renewal.due, yearly));
  return { cause: 'period', opensOn, dueOn: daysAfter(opensOn, length) };
};

const number = (contentVersion: string): number => Number(editionOf(contentVersion));

/** The first material change after what was done, of those that have come by a day. */
const byContent = (
  { changes = [] }: ModuleFacts,
  held: CompletionFact,
  { changeDays }: Pick<Rule, 'changeDays'>,
  day: Day,
): DueRenewal[] =>
  changes
    .filter(({ kind }) => kind === 'material')
    .filter((change) => change.day <= day && number(change.version) > number(held.contentVersion))
    .slice(0, 1)
    .map((change) => ({
      cause: 'content',
      opensOn: change.day,
      dueOn: daysAfter(later(change.day, held.day), changeDays),
    }));

/** Everything that asks for a completion to be renewed, as far as it is known on a day. */
export const renewalsOf = (
  module: ModuleFacts,
  held: CompletionFact,
  rule: Pick<Rule, 'changeDays' | 'renewal'>,
  day: Day,
): DueRenewal[] => [
  ...byContent(module, held, rule, day),
  ...(rule.renewal ? [byPeriod(rule.renewal, held.day)] : []),
];

/** The edition of a module that holds on a day: the last one that had come by then. */
export const editionOn = ({ version, changes = [] }: ModuleFacts, day: Day): string => {
  const material = changes.filter(({ kind }) => kind !== 'correction');
  const current = material.findLast((change) => change.day <= day) ?? material[0];
  return editionOf(current?.version ?? version);
};
