import { placesOf } from '../employees/index.ts';
import { formats } from '../platform/http/page-locals.ts';
import { languages } from '../platform/i18n.ts';
import type { CodesParts, Employee } from './codes-parts.ts';

/** How it is told: nobody knows which language the person reads, so a mail has both. */
const between = '\n\n– – –\n\n';

/** What a person is told of: somebody has given them a code or a sheet, or two have vouched for them. */
export interface Notice {
  about: 'code' | 'sheet' | 'vouched';
  /** Names the code or the sheet: of each it is told once. */
  issue: string;
  /** When it was given; of a vouched code, from when it works. */
  at: Date;
  /** The word that stops a vouched code. */
  word?: string;
}

/**
 * Tells the person in every way we know that there is a code for them, and what to do if they did not
 * ask for it. The code does not stand in it. Resolves when every message is queued on disk.
 */
export const tellPerson = async (
  { messages, notice: { i18n, organisation, origin } }: Pick<CodesParts, 'messages' | 'notice'>,
  person: Pick<Employee, 'id' | 'givenName' | 'email' | 'mobile' | 'contact'>,
  { about, issue, at, word = '' }: Notice,
): Promise<void> => {
  const text = (channel: 'mail' | 'sms', language: (typeof languages)[number]) =>
    i18n[language](`codes.notice.${about}.${channel}`, {
      givenName: person.givenName,
      organisation: organisation.name,
      phone: organisation.supportPhone,
      hours: organisation.supportHours[language],
      link: `${origin}/stoppa/${word}`,
      date: formats[language].formatDate(at),
      time: formats[language].formatTime(at),
    });
  const mail = languages.map((language) => text('mail', language)).join(between);
  for (const { channel, to } of placesOf(person))
    await messages.enqueue({
      key: `${about}-notice:${issue}:${channel}:${to}`,
      employeeId: person.id,
      channel,
      to,
      subject: channel === 'mail' ? i18n.sv(`codes.notice.${about}.subject`) : '',
      text: channel === 'mail' ? mail : text('sms', 'sv'),
    });
};
