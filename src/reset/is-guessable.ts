import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as international } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';
import calendar from './data/calendar.json' with { type: 'json' };
import passwords from './data/common-passwords.json' with { type: 'json' };
import municipalities from './data/municipalities.json' with { type: 'json' };
import teams from './data/teams.json' with { type: 'json' };
import { foldCase } from './fold-text.ts';

/** Folded as the password is: Övertorneå, overtornea and OVERTORNEÅ are one guess. */
const folded = (words: string[]) => [...new Set(words.map(foldCase))];

const swedish = {
  'calendar-sv': folded(calendar),
  'passwords-sv': folded(passwords),
  'teams-sv': folded(teams),
  'municipalities-sv': folded(municipalities),
};

const estimator = new ZxcvbnFactory({
  dictionary: { ...international, ...english, ...swedish },
  graphs: adjacencyGraphs,
  // Comparing with words a slip away costs seconds; so do a hundred readings of signs for letters.
  useLevenshteinDistance: false,
  l33tMaxSubstitutions: 10,
});

/** The highest score of zxcvbn, from 0: more than 10^10 guesses are needed. */
const enough = 4;

/**
 * Could somebody who tries common words, names, dates and keyboard patterns, and this person's own
 * `terms` (from `ownTerms`), find the password in ten thousand million guesses? Takes 2–400 ms and some 100 MB.
 *
 * @param password at most 64 characters of it, or the time is many times longer
 */
export const isGuessable = (password: string, terms: string[]): boolean =>
  estimator.check(foldCase(password), terms).score < enough;
