import { normalisePassword } from '../directory/index.ts';
import { judgePassword, type Criteria, type JudgedRule } from './password-policy.ts';
import type { ResetParts } from './reset-parts.ts';

/** What is strong so far is strong; more of it would only take time. */
const judgedSigns = 64;

/**
 * Judges a new password by every rule, strength among them. When strength cannot be told in time
 * its rule is left open, and the others decide: nobody is kept from a login by it.
 */
export const judgeNewPassword = async (
  { strength, logger }: Pick<ResetParts, 'strength' | 'logger'>,
  password: string,
  criteria: Criteria,
): Promise<JudgedRule[]> => {
  const signs = Array.from(normalisePassword(password)).slice(0, judgedSigns);
  const guessable = await strength.isGuessable(signs.join(''), criteria.terms);
  if (guessable === null) logger.warn('a password was judged without its strength');
  return judgePassword(password, criteria, guessable);
};
