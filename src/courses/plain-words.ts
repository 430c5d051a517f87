import type { z } from 'zod';

const kinds: Record<string, string> = {
  string: 'text (put it in quotes)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
};

/** `questions 3, options 2, "feedback"`: where it is, counted as people count. */
const place = (path: PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `${part + 1}` : `"${String(part)}"`))
    .join(', ')
    .replaceAll(/"(\w+)", (\d+)/g, '$1 $2');

const least = (issue: z.core.$ZodIssueTooSmall): string => {
  if (issue.origin === 'string') return 'is empty';
  if (issue.origin === 'array') return `must have ${Number(issue.minimum)} or more`;
  return `must be ${issue.inclusive ? 'at least' : 'more than'} ${Number(issue.minimum)}`;
};

const rule = (issue: z.core.$ZodIssue, isGiven: boolean): string => {
  switch (issue.code) {
    case 'invalid_type':
      return isGiven ? `must be ${kinds[issue.expected] ?? issue.expected}` : 'is missing';
    case 'too_small':
      return least(issue);
    case 'too_big':
      return issue.origin === 'array'
        ? `must have ${Number(issue.maximum)} or fewer`
        : `must be at most ${Number(issue.maximum)}`;
    case 'invalid_value':
    case 'invalid_union':
      return isGiven ? 'has a value that is not known here' : 'is missing';
    default:
      return issue.message;
  }
};

/** What a schema found, as a sentence for somebody who has never seen a schema. */
export const inPlainWords = (issue: z.core.$ZodIssue, isGiven: boolean): string =>
  issue.code === 'unrecognized_keys'
    ? `${issue.keys.map((key) => `"${key}"`).join(', ')} is not a key that belongs here.`
    : [place(issue.path), `${rule(issue, isGiven)}.`].filter(Boolean).join(' ');
