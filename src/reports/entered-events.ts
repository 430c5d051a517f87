import type { AbsenceEntry } from '../assignments/index.ts';
import type { Completion, Correction } from '../completion/index.ts';
import { dayOf } from '../platform/swedish-day.ts';
import { when, type PersonEvent } from './person-events.ts';

/** What a person has done of the course, and what others have entered about it by hand. */
export interface Entered {
  completions: readonly Completion[];
  corrections: readonly Correction[];
  absences: readonly AbsenceEntry[];
}

const completedEvent = (one: Completion): PersonEvent => ({
  ...when(one.at),
  ...{ kind: 'completed', module: one.module },
  // On its day, among what else happened then in the order in which it was entered.
  ...(one.how === 'paper' && { at: one.paper.enteredAt, paper: one.paper, by: one.paper.by }),
});

const absenceEvents = (one: AbsenceEntry): PersonEvent[] => {
  const { kind, module, from, to, at, by, reason, withdrawn } = one;
  const entered: PersonEvent = { ...when(at), kind, module, from, to, by, reason };
  if (!withdrawn) return [entered];
  const { by: endedBy, reason: why } = withdrawn;
  const ended = { kind: `${kind}Ended` as const, module, from: withdrawn.from, by: endedBy };
  return [entered, { ...when(withdrawn.at), ...ended, reason: why }];
};

/** Each of them at the moment it was entered; what was done on paper on its own day. */
export const enteredEvents = ({ completions, corrections, absences }: Entered): PersonEvent[] => {
  const completed = new Map(completions.map((one) => [one.id, one]));
  return [
    ...completions.map(completedEvent),
    ...corrections.flatMap(({ completionId, at, by, reason }): PersonEvent[] => {
      const about = completed.get(completionId);
      if (!about) return [];
      const what = { module: about.module, from: dayOf(about.at) };
      return [{ ...when(at), kind: 'corrected', ...what, by, reason }];
    }),
    ...absences.flatMap(absenceEvents),
  ];
};

/** The ids of those who entered something. */
export const enterersOf = (events: readonly PersonEvent[]): string[] =>
  events.flatMap(({ by }) => by ?? []);
