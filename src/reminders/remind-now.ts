import { randomUUID } from 'node:crypto';
import type { Audit } from '../audit/index.ts';
import type { Messages } from '../messages/index.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import { dayOf } from '../platform/swedish-day.ts';
import { amongPeople } from './people-left.ts';
import type { PersonLeft } from './plan-day.ts';
import type { RecipientStore } from './recipient-store.ts';
import type { ReminderRunStore } from './reminder-run-store.ts';
import type { SendWindow } from './send-window.ts';
import { reminderKey } from './send-reminders.ts';

/** Whom somebody has chosen in a list, and by what. */
export interface ChosenPeople {
  /** Nobody whom the viewer may not see. */
  ids: readonly string[];
  unit: string | undefined;
  status: string | undefined;
  /** A name was searched for. */
  isSearch: boolean;
  /** The same choice as the end of an address. */
  query: string;
}

export interface RemindNowDeps {
  choose: (viewer: Viewer, query: unknown) => Promise<ChosenPeople>;
  peopleLeft: (day: string) => AsyncIterable<PersonLeft>;
  recipients: Pick<RecipientStore, 'find'>;
  runs: Pick<ReminderRunStore, 'add'>;
  messages: Pick<Messages, 'which' | 'canSend'>;
  windowAt: (at: Date) => Promise<SendWindow>;
  audit: Audit;
  now: () => Date;
}

/** What would come of asking, before it is asked. */
export interface RemindPreview {
  chosen: number;
  query: string;
  /** Have something left: those who get a mail. */
  reminded: PersonLeft[];
  /** Have had one today already. */
  already: number;
  /** Have no mail address. */
  withoutAddress: number;
  window: SendWindow;
  /** The day on which they go. */
  day: string;
  canSend: boolean;
}

/** Reminders to the people of a list, asked for by somebody who may see them. */
export const createRemindNow = (deps: RemindNowDeps) => {
  const { choose, recipients, runs, messages, audit, now } = deps;

  const leftOf = ({ ids }: ChosenPeople): Promise<PersonLeft[]> =>
    Array.fromAsync(amongPeople(deps.peopleLeft(dayOf(now())), ids));

  return {
    preview: async (viewer: Viewer, query: unknown): Promise<RemindPreview> => {
      const chosen = await choose(viewer, query);
      const left = await leftOf(chosen);
      const window = await deps.windowAt(now());
      const day = dayOf(window.opensAt);
      const keys = left.map(({ id }) => reminderKey(id, day));
      const [taken, people] = await Promise.all([
        messages.which(keys),
        recipients.find(left.map(({ id }) => id)),
      ]);
      const fresh = left.filter(({ id }) => !taken.has(reminderKey(id, day)));
      const lacking = new Set(people.filter(({ email }) => email === null).map(({ id }) => id));
      const withoutAddress = fresh.filter(({ id }) => lacking.has(id)).length;
      return {
        chosen: chosen.ids.length,
        query: chosen.query,
        reminded: fresh.filter(({ id }) => !lacking.has(id)),
        already: taken.size,
        withoutAddress,
        window,
        day,
        canSend: messages.canSend('mail'),
      };
    },

    /**
     * Asks for it; resolves when that is on disk, however many people it is. Who has done the course
     * when the mail goes gets none.
     *
     * @returns how many were asked for.
     */
    ask: async (viewer: Viewer, query: unknown): Promise<number> => {
      const { ids, unit, status, isSearch } = await choose(viewer, query);
      const details = {
        rows: ids.length,
        ...(unit && ids.length > 0 ? { unit } : {}),
        ...(status ? { status } : {}),
        ...(isSearch ? { search: true } : {}),
      };
      const target = ids.length === 1 ? ids[0] : undefined;
      await audit.record({
        action: 'reminder.asked',
        actor: viewer.id,
        target,
        result: 'ok',
        details,
      });
      if (ids.length === 0) return 0;
      const choice = { unit: unit ?? null, status: status ?? null, people: [...ids] };
      const run = { _id: randomUUID(), kind: 'asked' as const, by: viewer.id, day: null };
      await runs.add({ ...run, ...choice }, now());
      return ids.length;
    },
  };
};
