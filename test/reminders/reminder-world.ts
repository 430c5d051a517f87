import { daysAfter, dayOf } from '../../src/platform/swedish-day.ts';
import { sendWindow } from '../../src/reminders/send-window.ts';
import { createSwedishHolidays } from '../../src/reminders/swedish-holidays.ts';
import { onRecord } from '../support/on-record.ts';
import { startTestPortal } from '../support/portal.ts';
import { startSmtpServer, textOf } from '../support/smtp-world.ts';

const hours = { from: 7, to: 18 };
const holidays = createSwedishHolidays();

/** Nine on the first morning on which mail goes, so many days from now or later. */
const openMorning = async (days: number): Promise<Date> => {
  const day = daysAfter(dayOf(new Date()), days);
  const noon = new Date(`${day}T12:00:00Z`);
  const { isOpen, opensAt } = sendWindow(noon, hours, await holidays(day));
  const first = isOpen
    ? sendWindow(new Date(`${day}T02:00:00Z`), hours, await holidays(day)).opensAt
    : opensAt;
  return new Date(first.getTime() + 2 * 3_600_000);
};

/**
 * A portal whose course was due three days before a morning in two months, with a real mail server.
 * Its reminders are sent by that morning's clock, not by today's.
 */
export const startReminderWorld = async (
  environment: Record<string, string> = {},
  roster?: string,
) => {
  const [smtp, morning] = await Promise.all([startSmtpServer(), openMorning(60)]);
  const today = dayOf(morning);
  const portal = await startTestPortal({
    ...(roster ? { roster } : {}),
    environment: {
      MAIL_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      COURSE_DUE: daysAfter(today, -3),
      REMINDER_EMPLOYEE_DAYS: '-7,3',
      ...environment,
    },
  });
  const { reminders, store } = portal.services;
  /** The mails of reminders; the portal sends others as well. */
  const mails = () => smtp.mails.filter((mail) => /\/(kurs|uppfoljning)/.test(textOf(mail)));
  const receivers = () =>
    mails()
      .flatMap(({ to }) => to)
      .toSorted();
  const employees = store.connection.collection('employees');
  return {
    portal,
    smtp,
    today,
    morning,
    mails,
    /** Sends what there is to send on that morning, or so many minutes later. */
    work: (minutes = 0) => reminders.work(() => new Date(morning.getTime() + minutes * 60_000)),
    /** Whom mail has come to, by address without the domain. */
    receivers: () => receivers().map((address) => address.split('@')[0] ?? ''),
    record: onRecord(store),
    idOf: async (number: string): Promise<string> =>
      String((await employees.findOne({ employeeNumbers: number }))?._id),
    close: async () => {
      await portal.close();
      await smtp.close();
    },
  };
};

export type ReminderWorld = Awaited<ReturnType<typeof startReminderWorld>>;
