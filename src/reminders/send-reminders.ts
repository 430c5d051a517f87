import type { Messages } from '../messages/index.ts';
import { daysAfter, type Day } from '../platform/swedish-day.ts';
import { composeReminder, type ReminderTexts } from './compose-reminder.ts';
import type { Parts } from './plan-day.ts';
import type { RecipientStore } from './recipient-store.ts';
import { noResult } from './reminder-run-store.ts';
import type { RunResult } from './reminder-run-model.ts';
import type { SendWindow } from './send-window.ts';

/** One to a person and day: the key of the message decides, whichever process comes first. */
export const reminderKey = (personId: string, day: Day): string => `reminder:${personId}:${day}`;

export interface SendDeps {
  messages: Pick<Messages, 'enqueue' | 'which'>;
  recipients: Pick<RecipientStore, 'find'>;
  baseUrl: string;
}

interface Batch {
  plan: readonly (readonly [id: string, parts: Parts])[];
  texts: ReminderTexts;
  /** Whoever has had one after this day is left out. */
  since: Day;
  today: Day;
  window: SendWindow;
}

const daysIn = (since: Day, today: Day): Day[] =>
  since >= today ? [] : [...daysIn(since, daysAfter(today, -1)), today];

/** Queues the reminders of some people; sent again it queues nothing more. */
export const sendReminders = async (
  { messages, recipients, baseUrl }: SendDeps,
  { plan, texts, since, today, window }: Batch,
): Promise<RunResult> => {
  const partsOf = new Map(plan);
  const days = daysIn(since, today);
  const keysOf = (id: string) => days.map((day) => reminderKey(id, day));
  const [people, taken] = await Promise.all([
    recipients.find([...partsOf.keys()]),
    messages.which([...partsOf.keys()].flatMap(keysOf)),
  ]);
  const result = { ...noResult, done: plan.length - people.length };
  await Promise.all(
    people.map(async ({ id, givenName, email }) => {
      const isNew =
        !keysOf(id).some((key) => taken.has(key)) &&
        (await messages.enqueue({
          key: reminderKey(id, today),
          employeeId: id,
          channel: 'mail',
          to: email,
          ...composeReminder(texts, partsOf.get(id) ?? {}, { givenName, baseUrl, today }),
          quiet: { from: window.closesAt, to: window.reopensAt },
          notAfter: window.reclosesAt,
        })) === 'queued';
      if (!isNew) result.already += 1;
      else result.queued += 1;
      if (isNew && email === null) result.withoutAddress += 1;
    }),
  );
  return result;
};
