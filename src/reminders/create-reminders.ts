import { createAbsenceStore } from '../assignments/index.ts';
import type { Audit } from '../audit/index.ts';
import type { EmployeeStore, Unit } from '../employees/index.ts';
import type { Messages } from '../messages/index.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import type { I18n } from '../platform/i18n.ts';
import type { Logger } from '../platform/logger.ts';
import type { OpenStore } from '../platform/store-connection.ts';
import { dayOf } from '../platform/swedish-day.ts';
import type { PersonLeft } from './plan-day.ts';
import { createRecipientStore } from './recipient-store.ts';
import { createRemindNow, type ChosenPeople } from './remind-now.ts';
import { createReminderHistory } from './reminder-history.ts';
import type { ReminderHours, ReminderRules } from './reminder-rules.ts';
import { createReminderRunStore } from './reminder-run-store.ts';
import { createReminderTexts } from './reminder-texts.ts';
import { createReminderTextStore } from './reminder-text-store.ts';
import { createRunner } from './run-reminders.ts';
import { createSwedishHolidays } from './swedish-holidays.ts';
import { createWhoIsHere } from './who-is-here.ts';

export interface ReminderSettings {
  /** Null: nobody is reminded but when asked for. */
  rules: ReminderRules | null;
  hours: ReminderHours;
}

export interface RemindersDeps {
  connection: OpenStore['connection'];
  messages: Messages;
  employees: Pick<EmployeeStore, 'findById' | 'namesOf' | 'idsOf'>;
  units: { all: () => Promise<Unit[]> };
  /** Everybody who has something of the course left on a day. */
  peopleLeft: (day: string) => AsyncIterable<PersonLeft>;
  choose: (viewer: Viewer, query: unknown) => Promise<ChosenPeople>;
  scopeOf: (viewer: Viewer) => Promise<'all' | readonly string[]>;
  settings: ReminderSettings;
  baseUrl: string;
  i18n: I18n;
  audit: Audit;
  logger: Logger;
  now?: () => Date;
}

const lookEveryMs = 60_000;

/** Reminders of the course: by rules and when asked for. */
export const createReminders = (deps: RemindersDeps) => {
  const { connection, messages, settings, audit, logger, now = () => new Date() } = deps;
  const runs = createReminderRunStore(connection);
  const recipients = createRecipientStore(connection);
  const store = createReminderTextStore(connection);
  const texts = createReminderTexts({ store, i18n: deps.i18n, audit, now });
  const holidays = createSwedishHolidays();
  const shared = { ...deps, ...settings, runs, recipients, holidays, now };
  const whoIsHere = createWhoIsHere({ recipients, absences: createAbsenceStore(connection) });
  const runner = createRunner({ ...shared, whoIsHere, texts: texts.all });
  let timer: NodeJS.Timeout | undefined;
  let underWay = 0;
  let last = Promise.resolve();

  /** One after the other: whoever asks while it is being done is served after it. */
  const work = (clock = now): Promise<void> => {
    underWay += 1;
    last = last
      .then(() => runner.work(clock))
      .catch((error: unknown) => logger.error({ err: error }, 'reminders cannot be sent'))
      .finally(() => (underWay -= 1));
    return last;
  };

  const look = (): void => {
    if (underWay === 0) void work();
  };

  return {
    settings,
    /** What the links of the mails begin with. */
    origin: deps.baseUrl,
    today: () => dayOf(now()),
    canSend: () => messages.canSend('mail'),
    windowNow: () => runner.windowAt(now()),
    texts,
    history: createReminderHistory({ ...deps, runs }),
    now: createRemindNow({ ...shared, windowAt: runner.windowAt }),

    /** Does what there is to do, by this clock; does nothing outside the hours. */
    work,

    start: (): void => {
      look();
      timer = setInterval(look, lookEveryMs).unref();
    },

    stop: async (): Promise<void> => {
      clearInterval(timer);
      await last;
    },
  };
};

export type Reminders = ReturnType<typeof createReminders>;
