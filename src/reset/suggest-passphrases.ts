import { randomInt } from 'node:crypto';
import wordlist from 'diceware-wordlist-swe';
import unfit from './data/unfit-words.json' with { type: 'json' };
import { isAcceptable, judgePassword, type Criteria } from './password-policy.ts';

const wordsInPhrase = 4;

const unfitWords = new Set(unfit);

/** Words that can be read out on the phone: short, with a vowel, no "bbbb", nothing rude. */
const isPlain = (word: string): boolean =>
  /^[a-zåäö]{3,8}$/.test(word) &&
  /[aeiouyåäö]/.test(word) &&
  !/(.)\1\1/.test(word) &&
  !unfitWords.has(word);

/** About 6,700 words, 12.7 bits each: four of them make 50 bits. */
const words = Object.values(wordlist).filter(isPlain);
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
 * Passphrases that this person may use: four Swedish words each, drawn by the system's dice.
 * Fewer than asked for, perhaps none, if the directory's policy leaves no room for four words.
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
