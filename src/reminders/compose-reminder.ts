import { formats } from '../platform/http/page-locals.ts';
import { languages, type Language } from '../platform/i18n.ts';
import { noonOf, type Day } from '../platform/swedish-day.ts';
import type { Parts } from './plan-day.ts';
import { fillText, type ReminderText, type TextKind } from './reminder-text.ts';

export type ReminderTexts = Readonly<Record<TextKind, ReminderText>>;

export interface ReminderMail {
  subject: string;
  text: string;
}

interface Filled {
  kind: TextKind;
  values: { dag?: Day; antal?: number; path: string };
}

/** Where a manager sees the own people who are late, and HR everybody who is. */
const late = '/uppfoljning/personer?status=overdue';

const filledOf = ({ own, team, all }: Parts, today: Day): Filled[] => [
  ...(own
    ? [
        {
          kind: own.dueOn < today ? ('late' as const) : ('before' as const),
          values: { dag: own.dueOn, path: '/kurs' },
        },
      ]
    : []),
  ...(team === undefined ? [] : [{ kind: 'team' as const, values: { antal: team, path: late } }]),
  ...(all === undefined ? [] : [{ kind: 'all' as const, values: { antal: all, path: late } }]),
];

/**
 * One mail with all that a person is told, in Swedish and then in English: what somebody reads is
 * known to nobody before they have come. It names nobody but the receiver.
 */
export const composeReminder = (
  texts: ReminderTexts,
  parts: Parts,
  { givenName, baseUrl, today }: { givenName: string; baseUrl: string; today: Day },
): ReminderMail => {
  const filled = filledOf(parts, today);
  const inLanguage = (language: Language): ReminderMail[] =>
    filled.map(({ kind, values }) =>
      fillText(texts[kind][language], {
        namn: givenName,
        adress: `${baseUrl}${values.path}`,
        ...(values.dag ? { dag: formats[language].formatDate(noonOf(values.dag)) } : {}),
        ...(values.antal === undefined
          ? {}
          : { antal: formats[language].formatNumber(values.antal) }),
      }),
    );
  const [sv, en] = languages.map(inLanguage);
  const all = [...(sv ?? []), ...(en ?? [])];
  return {
    subject: [sv?.[0]?.subject, en?.[0]?.subject].join(' / '),
    text: all.map(({ text }) => text.trim()).join('\n\n– – –\n\n'),
  };
};
