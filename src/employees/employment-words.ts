/** How somebody is employed: until further notice, in somebody's place, by the hour, or for a time. */
export const employmentTypes = ['permanent', 'substitute', 'hourly', 'fixed-term'] as const;
export type EmploymentType = (typeof employmentTypes)[number];

/** How the words begin, in HR systems of municipalities and in English. */
const beginnings: [RegExp, EmploymentType][] = [
  [/^(tillsvidare|tv$|fast|permanent)/, 'permanent'],
  [/^(vikari|vik$|substitute)/, 'substitute'],
  [/^(tim|intermittent|hourly)/, 'hourly'],
  [/^(visstid|tidsbegr|särskild visstid|säva$|projekt|säsong|provanst|fixed)/, 'fixed-term'],
];

/** Reads Swedish or English words; null when they are not known. */
export const parseEmploymentType = (text: string): EmploymentType | null =>
  beginnings.find(([words]) => words.test(text.toLowerCase()))?.[1] ?? null;

const isYes = /^(ja|j|yes|y|true|sant|x|1|skydd|sekretess)/;
const isNo = /^(nej|n|no|false|falskt|0|-|)$/;

/** Is an identity protected? Null when that is not said clearly: then it is treated as if it were. */
export const parseProtected = (text: string): boolean | null => {
  const word = text.toLowerCase();
  if (isNo.test(word)) return false;
  return isYes.test(word) ? true : null;
};
