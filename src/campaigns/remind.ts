import type { Messages } from '../messages/index.ts';
import type { Translate } from '../platform/i18n.ts';
import { dayOf, daysBetween, noonOf } from '../platform/swedish-day.ts';
import type { CampaignParts } from './campaign-parts.ts';
import { isNotExempt, type CampaignPerson } from './campaign-people-store.ts';
import type { Campaign } from './campaign-store.ts';
import type { ScopedPerson } from './scope-store.ts';

/** Days before the deadline. */
const reminderDays = [7, 3, 1] as const;

/** Nobody is woken. */
const hours = { from: 8, to: 20 };

const hourInSweden = (at: Date): number =>
  Number(at.toLocaleTimeString('sv-SE', { hour: '2-digit', timeZone: 'Europe/Stockholm' }));

export interface ReminderDeps {
  messages: Pick<Messages, 'enqueue' | 'canSend'>;
  t: Translate;
  formatDate: (date: Date) => string;
  /** Where people go: host and path, short enough to type. */
  address: string;
  supportPhone: string;
}

/**
 * Which reminder is due: the nearest that has come and has not been sent; those further off that were
 * missed, as when the portal was down, are not sent late.
 */
const dueReminder = (
  { deadline, remindedDays }: Pick<Campaign, 'deadline' | 'remindedDays'>,
  now: Date,
): number | null => {
  if (deadline === null) return null;
  const left = daysBetween(dayOf(now), deadline);
  const hour = hourInSweden(now);
  if (left < 0 || hour < hours.from || hour >= hours.to) return null;
  const due = reminderDays.findLast((days) => left <= days);
  return due === undefined || remindedDays.includes(due) ? null : due;
};

/** Text message where there is a number and a way to send it; else mail. */
const wayTo = ({ mobile, email }: ScopedPerson, canSend: ReminderDeps['messages']['canSend']) =>
  mobile !== null && (canSend('sms') || email === null)
    ? ({ channel: 'sms', to: mobile } as const)
    : ({ channel: 'mail', to: email } as const);

/** Reminds everybody who has begun and is not done, once for each of the days; run twice it is done once. */
export const createReminder = (
  { people, scope, store, now }: Pick<CampaignParts, 'people' | 'scope' | 'store' | 'now'>,
  { messages, t, formatDate, address, supportPhone }: ReminderDeps,
) => {
  const tell = async (
    { id, deadline }: Campaign,
    { employeeId }: CampaignPerson,
    person: ScopedPerson,
    days: number,
  ): Promise<void> => {
    const { channel, to } = wayTo(person, messages.canSend);
    const words = {
      name: person.givenName,
      date: formatDate(noonOf(deadline ?? '')),
      address,
      phone: supportPhone,
    };
    await messages.enqueue({
      key: `campaign:${id}:${employeeId}:${days}`,
      employeeId,
      channel,
      to,
      subject: t('campaigns.reminder.subject', words),
      text: t(`campaigns.reminder.${channel}`, words),
    });
  };

  return async (campaign: Campaign): Promise<void> => {
    const days = campaign.rehearsal ? null : dueReminder(campaign, now());
    if (days === null) return;
    const left = await people.read({
      campaignId: campaign.id,
      state: 'written',
      ...isNotExempt(dayOf(now())),
    });
    const known = await scope.byId(left.map(({ employeeId }) => employeeId));
    for (const one of left) {
      const person = known.get(one.employeeId);
      if (person?.active) await tell(campaign, one, person, days);
    }
    await store.noteReminded(campaign.id, [days]);
  };
};
