import type { Employee } from '../employees/index.ts';
import type { Message } from '../messages/index.ts';
import type { Completion } from '../completion/index.ts';
import { dayOf, daysAfter, startOfDay, type Day } from '../platform/swedish-day.ts';

type PaperProof = Extract<Completion, { how: 'paper' }>['paper'];

/** Something that happened to a person, or that they did. */
export interface PersonEvent {
  /** When, where the moment is known; else the beginning of the day. */
  at: Date;
  day: Day;
  /** What, as its text is called. */
  kind:
    | 'came'
    | 'moved'
    | 'left'
    | 'loginAsked'
    | 'loginDone'
    | 'begun'
    | 'completed'
    | 'corrected'
    | 'leave'
    | 'exemption'
    | 'leaveEnded'
    | 'exemptionEnded'
    | 'certificate'
    | 'overdue'
    | 'message'
    | `codes.${string}`;
  /** Of a module: which; null is the whole course. */
  module?: string | null;
  /** Of a completion on paper: how, who saw it, and when it was entered. */
  paper?: Pick<PaperProof, 'method' | 'witness' | 'enteredAt'>;
  /** Of something that is entered by hand: who did it, by id, and why. */
  by?: string;
  reason?: string;
  /** Of an absence or of what is said about one: its days. Of a correction: the day that does not count. */
  from?: Day;
  to?: Day;
  /** Of an employment: where and as what, by ids of units. */
  unitIds?: readonly string[];
  /** Of a message: its subject, how it was sent and what became of it. */
  message?: Pick<Message, 'subject' | 'channel' | 'status'>;
}

const on = (day: Day): Pick<PersonEvent, 'at' | 'day'> => ({ at: startOfDay(day), day });
export const when = (at: Date): Pick<PersonEvent, 'at' | 'day'> => ({ at, day: dayOf(at) });

/** Coming, leaving, and each change of where somebody works. */
export const employmentEvents = (
  employments: Employee['employments'],
  today: Day,
): PersonEvent[] => {
  const known = employments.filter(({ from }) => from <= today);
  return known.flatMap(({ from, to, unitIds }, index): PersonEvent[] => {
    const before = known[index - 1];
    const goesOn = before?.to === daysAfter(from, -1);
    const begins: PersonEvent = { ...on(from), kind: goesOn ? 'moved' : 'came', unitIds };
    const next = known[index + 1];
    const ends = to !== null && to < today && next?.from !== daysAfter(to, 1);
    return [begins, ...(ends ? [{ ...on(to), kind: 'left' } as const] : [])];
  });
};

export const loginEvents = ({
  passwordSetAt,
  resetRequiredSince,
}: Pick<Employee, 'passwordSetAt' | 'resetRequiredSince'>): PersonEvent[] => [
  ...(passwordSetAt ? [{ ...when(passwordSetAt), kind: 'loginDone' } as const] : []),
  ...(resetRequiredSince ? [{ ...when(resetRequiredSince), kind: 'loginAsked' } as const] : []),
];

export const begunEvents = (begun: readonly { module: string; day: Day }[]): PersonEvent[] =>
  begun.map(({ module, day }) => ({ ...on(day), kind: 'begun', module }));

export const certificateEvents = (certificates: readonly { madeAt: Date }[]): PersonEvent[] =>
  certificates.map(({ madeAt }) => ({ ...when(madeAt), kind: 'certificate' }));

export const overdueEvents = (days: readonly Day[]): PersonEvent[] =>
  days.map((day) => ({ ...on(day), kind: 'overdue' }));

export const messageEvents = (messages: readonly Message[]): PersonEvent[] =>
  messages.map(({ queuedAt, endedAt, subject, channel, status }) => ({
    ...when(endedAt ?? queuedAt),
    kind: 'message',
    message: { subject, channel, status },
  }));

/** The newest first. */
export const newestFirst = (events: readonly PersonEvent[]): PersonEvent[] =>
  events.toSorted((a, b) => b.day.localeCompare(a.day) || b.at.getTime() - a.at.getTime());
