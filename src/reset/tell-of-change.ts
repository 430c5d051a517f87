import { placesOf } from '../employees/index.ts';
import { formats } from '../platform/http/page-locals.ts';
import type { Language } from '../platform/i18n.ts';
import type { ResetEmployee, ResetParts } from './reset-parts.ts';

type Notifier = Pick<ResetParts, 'messages' | 'notice' | 'logger' | 'address'>;

/**
 * Tells a person in every way we know, at any hour, that their password was changed and what to do
 * if it was not by them (ASVS 5.0, 6.3.7). A notice that cannot be queued is told in the log: the
 * change is made, and stands.
 */
export const tellOfChange = async (
  { messages, notice: { i18n, organisation }, logger, address }: Notifier,
  employee: ResetEmployee,
  { at, language }: { at: Date; language: Language },
): Promise<void> => {
  const t = i18n[language];
  const { formatDate, formatTime } = formats[language];
  const words = {
    givenName: employee.givenName,
    organisation: organisation.name,
    phone: organisation.supportPhone,
    hours: organisation.supportHours[language],
    date: formatDate(at),
    time: formatTime(at),
    address,
  };
  const queue = ({ channel, to }: { channel: 'mail' | 'sms'; to: string }) =>
    messages.enqueue({
      key: `reset-notice:${employee.id}:${at.getTime()}:${channel}:${to}`,
      employeeId: employee.id,
      channel,
      to,
      subject: channel === 'mail' ? t('reset.notice.subject') : '',
      text: t(`reset.notice.${channel}`, words),
    });
  await Promise.all(placesOf(employee).map(queue)).catch((error: unknown) => {
    const why = error instanceof Error ? error.name : '';
    logger.warn({ why }, 'A notice of a new password could not be queued.');
  });
};
