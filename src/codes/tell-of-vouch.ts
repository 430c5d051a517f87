import { placesOf } from '../employees/index.ts';
import { formats } from '../platform/http/page-locals.ts';
import { languages } from '../platform/i18n.ts';
import type { CodesParts, Employee } from './codes-parts.ts';

/** How it is told: nobody knows which language the person reads, so a mail has both. */
const between = '\n\n– – –\n\n';

/**
 * Tells the person in every way we know that two colleagues have vouched for them, and how it is stopped.
 * Resolves when every message is queued on disk.
 */
export const tellOfVouch = async (
  { messages, notice: { i18n, organisation, origin } }: Pick<CodesParts, 'messages' | 'notice'>,
  person: Employee,
  { issue, worksFrom, word }: { issue: string; worksFrom: Date; word: string },
): Promise<void> => {
  const words = {
    givenName: person.givenName,
    organisation: organisation.name,
    phone: organisation.supportPhone,
    link: `${origin}/stoppa/${word}`,
  };
  const text = (channel: 'mail' | 'sms', language: (typeof languages)[number]) => {
    const time = formats[language].formatTime(worksFrom);
    return i18n[language](`codes.notice.${channel}`, { ...words, time });
  };
  const mail = languages.map((language) => text('mail', language)).join(between);
  for (const { channel, to } of placesOf(person))
    await messages.enqueue({
      key: `vouch:${issue}:${channel}:${to}`,
      employeeId: person.id,
      channel,
      to,
      subject: channel === 'mail' ? i18n.sv('codes.notice.subject') : '',
      text: channel === 'mail' ? mail : text('sms', 'sv'),
    });
};
