import { absencesOf, type AbsenceStore } from '../assignments/index.ts';
import type { Day } from '../platform/swedish-day.ts';
import type { RecipientStore } from './recipient-store.ts';

export interface WhoIsHereDeps {
  recipients: Pick<RecipientStore, 'find'>;
  absences: Pick<AbsenceStore, 'ofEmployees'>;
}

/** Who of some people is at work on a day: has not left, and is not on leave. */
export const createWhoIsHere =
  ({ recipients, absences }: WhoIsHereDeps) =>
  async (ids: readonly string[], day: Day): Promise<Set<string>> => {
    const [employed, entries] = await Promise.all([
      recipients.find(ids),
      absences.ofEmployees(ids),
    ]);
    const here = new Set(employed.map(({ id }) => id));
    for (const entry of entries)
      for (const { kind, from, to } of absencesOf([entry]))
        if (kind === 'leave' && from <= day && day <= to) here.delete(entry.employeeId);
    return here;
  };
