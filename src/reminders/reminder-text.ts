import { languages, type I18n, type Language } from '../platform/i18n.ts';
import { holdsPersonalNumber } from '../platform/personal-number.ts';

/** `before` and `late` are about one's own course, `team` is for managers, `all` for HR. */
export const textKinds = ['before', 'late', 'team', 'all'] as const;
export type TextKind = (typeof textKinds)[number];

interface Words {
  subject: string;
  text: string;
}

export type ReminderText = Record<Language, Words>;

/** What a text may be filled with, written in braces. */
export const placeholdersOf = {
  before: ['namn', 'dag', 'adress'],
  late: ['namn', 'dag', 'adress'],
  team: ['namn', 'antal', 'adress'],
  all: ['namn', 'antal', 'adress'],
} as const satisfies Record<TextKind, readonly string[]>;

export type Placeholder = (typeof placeholdersOf)[TextKind][number];

const longest = { subject: 120, text: 2000 } as const;
const placeholder = /\{([^{}]*)\}/g;

/** The text as the portal comes with it. */
export const originalText = (i18n: I18n, kind: TextKind): ReminderText => {
  const wordsIn = (language: Language): Words => ({
    subject: i18n[language](`reminders.mail.${kind}.subject`),
    text: i18n[language](`reminders.mail.${kind}.text`),
  });
  return { sv: wordsIn('sv'), en: wordsIn('en') };
};

/** What is wrong with a field, at `reminders.texts.fault.<fault>`. */
export interface TextFault {
  field: `${Language}-${keyof Words}`;
  fault: 'empty' | 'long' | 'lines' | 'placeholder' | 'link' | 'number';
}

const faultOf = (kind: TextKind, part: keyof Words, typed: string): TextFault['fault'] | null => {
  const used = [...typed.matchAll(placeholder)].map(([, name]) => name);
  const known: readonly string[] = placeholdersOf[kind];
  const hasOther = /[{}]/.test(typed.replace(placeholder, ''));
  if (typed.trim() === '') return 'empty';
  if (typed.length > longest[part]) return 'long';
  if (part === 'subject' && /[\r\n]/.test(typed)) return 'lines';
  if (hasOther || used.some((name) => !known.includes(name ?? ''))) return 'placeholder';
  if (part === 'text' && !used.includes('adress')) return 'link';
  return holdsPersonalNumber(typed) ? 'number' : null;
};

/** Every fault of a text, at most one for each field. */
export const textFaults = (kind: TextKind, text: ReminderText): TextFault[] =>
  languages.flatMap((language) =>
    (['subject', 'text'] as const).flatMap((part) => {
      const fault = faultOf(kind, part, text[language][part]);
      return fault ? [{ field: `${language}-${part}` as const, fault }] : [];
    }),
  );

/** The text with its placeholders filled; what is filled in is not looked into again. */
export const fillText = (
  { subject, text }: Words,
  values: Partial<Record<Placeholder, string>>,
): Words => {
  const fill = (template: string) =>
    template.replace(placeholder, (whole, name: Placeholder) => values[name] ?? whole);
  return { subject: fill(subject), text: fill(text) };
};
