import { randomInt } from 'node:crypto';
import words from './data/phrase-words.json' with { type: 'json' };
import { isAcceptable, judgePassword, type Criteria } from './password-policy.ts';

/**
 * The list has nearly 1,100 words, 10.1 bits each: five of them make 50 bits. Everyday words that
 * all can read out on the phone and remember; none has å, ä or ö, which a sign-in screen that
 * starts with a foreign keyboard may lack.
 */
const wordsInPhrase = 5;

const known = new Set(words);

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const phrase = (mixed: boolean): string => {
  const drawn = Array.from({ length: wordsInPhrase }, () => words[randomInt(words.length)]);
  const text = drawn.join(' ');
  return mixed ? `${capitalised(text)} ${randomInt(10)}` : text;
};

const isAcceptableTo = (criteria: Criteria) => (text: string) =>
  isAcceptable(judgePassword(text, criteria));

/** So many draws for one that passes; nearly every one does. */
const draws = 20;

/**
 * Passphrases that this person may use: five Swedish words each, drawn by the system's dice.
 * Fewer than asked for, perhaps none, if the directory's policy leaves no room for five words.
 */
export const suggestPassphrases = (criteria: Criteria, count = 3): string[] =>
  Array.from({ length: count * draws })
    .values()
    .map(() => phrase(criteria.policy.complexity))
    .filter(isAcceptableTo(criteria))
    .take(count)
    .toArray();

/** Is it one of the phrases that can be suggested? Nothing else is ever shown back. */
export const isSuggestion = (text: string): boolean => {
  const drawn = text.replace(/ \d$/, '').toLowerCase().split(' ');
  return drawn.length === wordsInPhrase && drawn.every((word) => known.has(word));
};
