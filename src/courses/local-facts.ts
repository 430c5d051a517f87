/** What a text may say of the organisation itself, as `{{org.supportPhone}}`. */
export type LocalFacts = Readonly<Record<string, string>>;

const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The local facts of an organisation, by the names that authors write. */
export const localFactsOf = (organisation: {
  name: string;
  product: string;
  place: string;
  supportPhone: string;
  alarmPhone: string;
  reportMail: string;
}): LocalFacts => ({
  'org.name': organisation.name,
  'org.product': organisation.product,
  'org.place': organisation.place,
  'org.supportPhone': organisation.supportPhone,
  'org.alarmPhone': organisation.alarmPhone,
  'org.reportMail': organisation.reportMail,
});

/** The names of the facts that a text asks for. */
export const factsIn = (text: string): string[] =>
  [...text.matchAll(placeholder)].map(([, name = '']) => name);

/** The names used in a text that no fact answers to; an empty fact is no answer. */
export const unknownFacts = (text: string, facts: LocalFacts): string[] =>
  factsIn(text).filter((name) => !facts[name]);

/** The text with its facts filled in. Names without a fact stay as they are. */
export const fillIn = (text: string, facts: LocalFacts): string =>
  text.replaceAll(placeholder, (whole, name: string) => facts[name] ?? whole);

const fill = (value: unknown, facts: LocalFacts): unknown => {
  if (typeof value === 'string') return fillIn(value, facts);
  if (Array.isArray(value)) return value.map((item) => fill(item, facts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, facts)]));
};

/** The same value with the facts filled in wherever it holds text. */
export const fillInAll = <T>(value: T, facts: LocalFacts): T => fill(value, facts) as T;
