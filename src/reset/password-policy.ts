import { normalisePassword, type PasswordPolicy } from '../directory/index.ts';
import { foldCase, foldLeet } from './fold-text.ts';
import { isCommon } from './is-common.ts';
import { isPattern } from './is-pattern.ts';

/** The rules, in the order they are shown. */
type RuleId =
  | 'long-enough'
  | 'short-enough'
  | 'mixed'
  | 'ascii'
  | 'not-personal'
  | 'not-common'
  | 'not-pattern'
  | 'hard-to-guess'
  | 'not-breached'
  | 'not-recent';

export interface JudgedRule {
  id: RuleId;
  /** `open`: to be told at the change, by the directory, or when something has been typed. */
  state: 'met' | 'unmet' | 'open';
  /** The number in the rule's sentence, where it has one. */
  number?: number;
}

/** What one person's password is judged by. */
export interface Criteria {
  policy: PasswordPolicy;
  /** From `ownTerms`. */
  terms: string[];
}

/** What takes longer to tell of a password than its other rules. */
interface Findings {
  /** How it is with guessing, from `StrengthCheck`; null when that is open. */
  guessable: boolean | null;
  /** It was in a breach. */
  breached: boolean;
}

/** The portal's own lengths, in code points: NIST SP 800-63B-4, 3.1.1.2. */
const own = { minLength: 15, maxLength: 128 };

/** The stricter of the directory's policy and the portal's own, point by point. */
const stricterPolicy = (policy: PasswordPolicy): PasswordPolicy => ({
  ...policy,
  minLength: Math.max(policy.minLength, own.minLength),
  maxLength: Math.min(policy.maxLength, own.maxLength),
});

/** A short name is looked for as a word of its own: "Eva" is not in "bevara". */
const containsTerm = (password: string, term: string): boolean => {
  const pairs = [foldCase, foldLeet].map((fold) => [fold(password), fold(term)] as const);
  return term.length > 3
    ? pairs.some(([text, part]) => text.includes(part))
    : pairs.some(([text, part]) => text.split(/[^\p{Letter}]+/u).includes(part));
};

const groups = [/\p{Lu}/u, /\p{Ll}/u, /\d/, /[^\p{Letter}\d]/u];

const isMixed = (password: string): boolean =>
  groups.filter((group) => group.test(password)).length >= 3;

const rule = (id: RuleId, met: boolean, number?: number): JudgedRule => ({
  id,
  state: met ? 'met' : 'unmet',
  ...(number === undefined ? {} : { number }),
});

/**
 * Judges a new password by every rule that can be told without the directory. That it is not too
 * long, and in no breach, is said only to the one whose is; the history is left open.
 */
export const judgePassword = (
  password: string,
  { policy, terms }: Criteria,
  { guessable, breached }: Findings = { guessable: null, breached: false },
): JudgedRule[] => {
  const { minLength, maxLength, history, complexity, asciiOnly } = stricterPolicy(policy);
  const signs = Array.from(normalisePassword(password));
  // What is too long is refused anyway, and must not cost more than what is not.
  const text = signs.slice(0, maxLength).join('');
  return [
    rule('long-enough', signs.length >= minLength, minLength),
    ...(signs.length > maxLength ? [rule('short-enough', false, maxLength)] : []),
    ...(complexity ? [rule('mixed', isMixed(text))] : []),
    ...(asciiOnly ? [rule('ascii', /^[\x20-\x7e]*$/.test(text))] : []),
    rule('not-personal', !terms.some((term) => containsTerm(text, term))),
    rule('not-common', !isCommon(text)),
    rule('not-pattern', !isPattern(text)),
    guessable === null ? { id: 'hard-to-guess', state: 'open' } : rule('hard-to-guess', !guessable),
    ...(breached ? [rule('not-breached', false)] : []),
    ...(history > 0 ? [{ id: 'not-recent', state: 'open', number: history } as const] : []),
  ];
};

/** The rules as they stand before anything is typed. */
export const openRules = (criteria: Criteria): JudgedRule[] =>
  judgePassword('', criteria).map((judged) => ({ ...judged, state: 'open' }));

export const isAcceptable = (rules: JudgedRule[]): boolean =>
  rules.every(({ state }) => state !== 'unmet');
