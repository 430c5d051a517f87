import { expect, test } from 'vitest';
import words from '../../src/reset/data/phrase-words.json' with { type: 'json' };
import { isAcceptable, judgePassword, type Criteria } from '../../src/reset/password-policy.ts';
import { isSuggestion, suggestPassphrases } from '../../src/reset/suggest-passphrases.ts';

const criteria: Criteria = {
  policy: { minLength: 15, maxLength: 128, history: 5, complexity: false },
  terms: ['hund', 'berg', 'norrstrand'],
};
const complex: Criteria = { ...criteria, policy: { ...criteria.policy, complexity: true } };

test.each([
  ['a directory that asks for length', criteria],
  ['a directory that asks for mixed characters', complex],
])('every suggestion passes the rules of %s', (_directory, by) => {
  const phrases = suggestPassphrases(by, 200);
  expect(phrases).toHaveLength(200);
  expect(phrases.every((phrase) => isAcceptable(judgePassword(phrase, by)))).toBe(true);
  expect(phrases.every(isSuggestion)).toBe(true);
});

test('a suggestion is five short words that any keyboard has, and never the same twice', () => {
  const phrases = suggestPassphrases(criteria, 200);
  expect(new Set(phrases).size).toBe(200);
  for (const phrase of phrases) expect(phrase).toMatch(/^[a-z]{3,7}( [a-z]{3,7}){4}$/);
});

test('there are words enough for 50 bits, each of them once', () => {
  expect(new Set(words).size).toBe(words.length);
  expect(5 * Math.log2(words.length)).toBeGreaterThan(50);
});

test('a name in a suggestion is never the person’s own', () => {
  for (const phrase of suggestPassphrases(criteria, 500)) expect(phrase).not.toMatch(/hund|berg/);
});

test('a policy that leaves no room gets no suggestions instead of bad ones', () => {
  expect(
    suggestPassphrases({ ...criteria, policy: { ...criteria.policy, maxLength: 10 } }),
  ).toEqual([]);
});

test.each([
  '',
  'min egen hemlighet',
  'ekorre',
  'ekorre ekorre ekorre ekorre',
  'ekorre ekorre ekorre ekorre hemlighetsfull',
  '<b>a b c d e',
])('what a person typed is no suggestion: "%s"', (text) => {
  expect(isSuggestion(text)).toBe(false);
});
