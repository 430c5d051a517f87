import calendar from './data/calendar.json' with { type: 'json' };
import passwords from './data/common-passwords.json' with { type: 'json' };
import teams from './data/teams.json' with { type: 'json' };
import { foldCase, foldLeet } from './fold-text.ts';
import { withoutRuns } from './is-pattern.ts';

const words = [...calendar, ...teams, ...passwords];

/** The longest first, so that "sommaren" leaves no "en" behind. */
const matcher = (fold: (text: string) => string): RegExp => {
  const alternatives = [...new Set(words.map(fold))].sort((a, b) => b.length - a.length);
  return new RegExp(alternatives.join('|'), 'g');
};

const plainWords = matcher(foldCase);
const leetWords = matcher(foldLeet);

const year = /(?:19|20)\d\d/g;
const signsAtTheEnds = /^[^\p{Letter}]+|[^\p{Letter}]+$/gu;

/** So many different signs must be left when all that everybody uses is taken away. */
const ownSigns = 5;

const isLittle = (rest: string) =>
  new Set(withoutRuns(rest.replace(/[\s_.,-]/g, ''))).size < ownSigns;

/**
 * Is the password put together from what everybody uses: seasons, months, weekdays, teams, common
 * passwords, years and runs? A common word among uncommon ones is fine. Signs written for letters
 * are seen through, also with figures added at the ends.
 */
export const isCommon = (password: string): boolean => {
  const plain = foldCase(password).replace(year, '').replace(/\d+/g, withoutRuns);
  const core = plain.replace(signsAtTheEnds, '');
  return [
    plain.replace(plainWords, ''),
    foldLeet(plain).replace(leetWords, ''),
    ...(core === '' ? [] : [foldLeet(core).replace(leetWords, '')]),
  ].some(isLittle);
};
