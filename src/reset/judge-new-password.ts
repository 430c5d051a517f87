import { normalisePassword } from '../directory/index.ts';
import { isInBreachFile } from './breached-passwords.ts';
import { judgePassword, type Criteria, type JudgedRule } from './password-policy.ts';
import type { ResetParts } from './reset-parts.ts';

type Parts = Pick<ResetParts, 'strength' | 'breachFile' | 'logger'>;

/** What is strong so far is strong; more of it would only take time. */
const judgedSigns = 64;

const isGuessable = async ({ strength, logger }: Parts, password: string, terms: string[]) => {
  const signs = Array.from(password).slice(0, judgedSigns);
  const guessable = await strength.isGuessable(signs.join(''), terms);
  if (guessable === null) logger.warn('a password was judged without its strength');
  return guessable;
};

const isBreached = async ({ breachFile, logger }: Parts, password: string): Promise<boolean> => {
  try {
    return breachFile !== undefined && (await isInBreachFile(breachFile, password));
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    logger.warn({ why }, 'a password was judged without the file of breached ones');
    return false;
  }
};

/**
 * Judges a new password by every rule, strength and breaches among them. When one of these two
 * cannot be told, the other rules decide: nobody is kept from a login by it.
 */
export const judgeNewPassword = async (
  parts: Parts,
  typed: string,
  criteria: Criteria,
): Promise<JudgedRule[]> => {
  const password = normalisePassword(typed);
  const [guessable, breached] = await Promise.all([
    isGuessable(parts, password, criteria.terms),
    isBreached(parts, password),
  ]);
  return judgePassword(password, criteria, { guessable, breached });
};
