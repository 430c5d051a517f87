import { foldCase } from './fold-text.ts';

export interface OwnNames {
  givenName: string;
  familyName: string;
  login: string;
  /** Other names of the account, which the directory may forbid. */
  otherNames?: string[];
  /** Names of the organisation, the place and the portal. */
  organisation: string[];
}

/** Words in an organisation's name that are nobody's own. */
const generic = new Set(['kommun', 'kommuns', 'region', 'stad', 'forbund', 'the', 'och']);

const shortest = 3;

const wordsOf = (text: string): string[] => foldCase(text).split(/[^\p{Letter}\p{Number}]+/u);

const withoutGenitive = (word: string): string[] =>
  word.length > 4 && word.endsWith('s') ? [word, word.slice(0, -1)] : [word];

/** What an attacker would try first for this one person, folded, each term once. */
export const ownTerms = ({
  givenName,
  familyName,
  login,
  otherNames = [],
  organisation,
}: OwnNames): string[] => {
  const words = [givenName, familyName, login, ...otherNames, ...organisation]
    .flatMap(wordsOf)
    .filter((word) => word.length >= shortest && !generic.has(word));
  return [...new Set([foldCase(login), ...words.flatMap(withoutGenitive)])];
};
