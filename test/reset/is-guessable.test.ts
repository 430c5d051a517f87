import { expect, test } from 'vitest';
import municipalities from '../../src/reset/data/municipalities.json' with { type: 'json' };
import { isGuessable } from '../../src/reset/is-guessable.ts';
import { ownTerms } from '../../src/reset/own-terms.ts';
import { suggestPassphrases } from '../../src/reset/suggest-passphrases.ts';

const terms = ownTerms({
  givenName: 'Tuva-Li',
  familyName: 'Örnfjäll',
  login: 'tuvorn01@norrstrand.se',
  organisation: ['Norrstrands kommun', 'Säkerhetsporten', 'Norrstrand'],
});

test.each([
  'Sommaren2024!',
  'S0mm@ren2024!',
  'sommaren2024!!!',
  'Skellefteå kommun',
  'Djurgarden Bajen!',
  'Lördag i februari',
  'Arvidsjaur2024!!',
  'Overtornea 1998!',
  'ÖVERTORNEÅ 1998!',
  'hemtjänsten piteå',
  'iloveyouforever1',
  'q1w2e3r4t5y6u7i8',
  'charlie1234567890',
  'january february march',
  'Örnfjäll Norrstrand',
  '0rnfj4ll N0rr$tr4nd',
  'tuvorn01 tuvorn01',
])('"%s" is found by guessing', (password) => {
  expect(isGuessable(password, terms)).toBe(true);
});

test.each([
  'kvist salt nordan ekorre',
  'två tomma träfat i trappan',
  'rödå kvist, ål och is',
  'sommaren i Skellefteå var full av knott',
  'xK9#mQ2$vL7@pR4w',
  '7391 8264 0915 2837',
])('"%s" is not', (password) => {
  expect(isGuessable(password, terms)).toBe(false);
});

test('a name that is strange to the lists is guessed only where it is the person’s own', () => {
  expect(isGuessable('Örnfjäll Norrstrand', [])).toBe(false);
});

test('no suggestion is found by guessing', () => {
  const policy = { minLength: 8, maxLength: 256, history: 5, complexity: false };
  const phrases = suggestPassphrases({ policy, terms }, 100);
  expect(phrases.filter((phrase) => isGuessable(phrase, terms))).toEqual([]);
});

test('the list holds each of the 290 municipalities once', () => {
  expect(new Set(municipalities).size).toBe(290);
});
