import { randomUUID } from 'node:crypto';
import type { Audit } from '../audit/index.ts';
import type { Unit } from '../employees/index.ts';
import type { Messages } from '../messages/index.ts';
import { dayOf, daysAfter, type Day } from '../platform/swedish-day.ts';
import type { ReminderTexts } from './compose-reminder.ts';
import { amongPeople } from './people-left.ts';
import { planDay, type Parts, type PersonLeft } from './plan-day.ts';
import type { RecipientStore } from './recipient-store.ts';
import type { ReminderHours, ReminderRules } from './reminder-rules.ts';
import type { ReminderRunRecord, RunResult } from './reminder-run-model.ts';
import type { ReminderRunStore } from './reminder-run-store.ts';
import { sendReminders } from './send-reminders.ts';
import { sendWindow, type SendWindow } from './send-window.ts';
import type { Holidays } from './swedish-holidays.ts';

export interface RunDeps {
  runs: ReminderRunStore;
  messages: Pick<Messages, 'enqueue' | 'which' | 'canSend'>;
  recipients: RecipientStore;
  units: { all: () => Promise<Unit[]> };
  /** Everybody who has something left on a day, and when it is due. */
  peopleLeft: (day: Day) => AsyncIterable<PersonLeft>;
  /** Who of them is at work on a day. */
  whoIsHere: (ids: readonly string[], day: Day) => Promise<ReadonlySet<string>>;
  texts: () => Promise<ReminderTexts>;
  holidays: (day: Day) => Promise<Holidays>;
  /** Null: nobody is reminded but when asked for. */
  rules: ReminderRules | null;
  hours: ReminderHours;
  baseUrl: string;
  audit: Audit;
}

type Clock = () => Date;
type Plan = (readonly [id: string, parts: Parts])[];

const leaseMs = 120_000;
const batchSize = 50;
/** After a longer time without the portal, what was missed is let be. */
const longestGapDays = 7;

const plus = (a: RunResult, b: RunResult): RunResult => ({
  queued: a.queued + b.queued,
  already: a.already + b.already,
  done: a.done + b.done,
  withoutAddress: a.withoutAddress + b.withoutAddress,
});

/** Does what there is to do now; called in every process, it is done once. */
export const createRunner = (deps: RunDeps) => {
  const { runs, messages, rules, hours, holidays, audit } = deps;
  const windowAt = async (at: Date): Promise<SendWindow> =>
    sendWindow(at, hours, await holidays(dayOf(at)));

  const sinceOf = async ({ kind }: ReminderRunRecord, today: Day): Promise<Day> => {
    const yesterday = daysAfter(today, -1);
    const last = kind === 'rules' ? await runs.lastDay() : null;
    const longest = daysAfter(today, -longestGapDays);
    return last === null ? yesterday : last < longest ? longest : last;
  };

  const planOf = async ({ people }: ReminderRunRecord, since: Day, today: Day): Promise<Plan> => {
    const left = deps.peopleLeft(today);
    if (people) {
      const asked = await Array.fromAsync(amongPeople(left, people));
      return asked.map(({ id, dueOn }) => [id, { own: { dueOn } }] as const);
    }
    const [units, hrIds] = await Promise.all([deps.units.all(), deps.recipients.hrIds()]);
    const leaders = units.flatMap(({ managerIds, deputyIds }) => [...managerIds, ...deputyIds]);
    const here = await deps.whoIsHere([...new Set(leaders)], today);
    const none = { employeeDays: [], managerDays: [], hrDays: [] };
    const plan = { people: left, units, here, hrIds, rules: rules ?? none, since, today };
    return [...(await planDay(plan))];
  };

  /** Sends in batches while it is ours and the hours last; what is left waits for their next day. */
  const perform = async (run: ReminderRunRecord, holder: string, clock: Clock): Promise<void> => {
    const today = dayOf(clock());
    const id = run._id;
    const until = () => new Date(clock().getTime() + leaseMs);
    if (run.day !== null && run.day !== today)
      return runs.end(id, holder, { state: 'dropped', endedAt: clock() });
    const since = run.since ?? (await sinceOf(run, today));
    if (!(await runs.hold(id, holder, { since }))) return;
    const [plan, texts] = await Promise.all([planOf(run, since, today), deps.texts()]);
    const before = run.result.queued;
    let found = { ...run.result, already: 0, withoutAddress: run.result.withoutAddress };
    found.done = run.people ? run.people.length - plan.length : 0;
    for (let from = 0; from < plan.length; from += batchSize) {
      const window = await windowAt(clock());
      if (!window.isOpen) {
        await runs.hold(id, holder, { heldUntil: clock() });
        return;
      }
      const batch = { plan: plan.slice(from, from + batchSize), texts, since, today, window };
      found = plus(found, await sendReminders(deps, batch));
      const result = { ...found, already: Math.max(0, found.already - before) };
      if (!(await runs.hold(id, holder, { result, heldUntil: until() }))) return;
    }
    await runs.end(id, holder, { state: 'done', endedAt: clock() });
    const { queued, withoutAddress } = found;
    await audit.record({
      action: 'reminder.sent',
      ...(run.by === null ? {} : { actor: run.by }),
      result: 'ok',
      details: { rows: plan.length, queued, withoutAddress },
    });
  };

  /** The day whose run this process knows to be there. */
  let begun: Day | undefined;

  return {
    windowAt,

    /** Begins the day's reminders by the rules, and does whatever run waits. */
    work: async (clock: Clock): Promise<void> => {
      if (!messages.canSend('mail') || !(await windowAt(clock())).isOpen) return;
      const day = dayOf(clock());
      const nobody = { by: null, people: null, unit: null, status: null };
      if (rules && begun !== day)
        await runs.add({ _id: `day:${day}`, kind: 'rules', day, ...nobody }, clock());
      begun = day;
      for (;;) {
        const holder = randomUUID();
        const until = new Date(clock().getTime() + leaseMs);
        const run = await runs.claim(holder, clock(), until);
        if (!run) return;
        await perform(run, holder, clock);
        if (!(await windowAt(clock())).isOpen) return;
      }
    },
  };
};
