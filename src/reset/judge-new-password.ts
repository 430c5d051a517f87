import { normalisePassword } from '../directory/index.ts';
import { isInBreachService } from './breach-service.ts';
import { isInBreachFile } from './breached-passwords.ts';
import { isAcceptable, judgePassword, type Criteria, type JudgedRule } from './password-policy.ts';
import type { ResetParts } from './reset-parts.ts';

type Parts = Pick<ResetParts, 'strength' | 'breachFile' | 'breachUrl' | 'logger'>;

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

const isKnownOutside = async ({ breachUrl, logger }: Parts, password: string): Promise<boolean> => {
  try {
    return breachUrl !== undefined && (await isInBreachService(breachUrl, password));
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    logger.warn({ why }, 'a password was judged without the service for breached ones');
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

/**
 * As `judgeNewPassword`, for a password that is to be set: when it passes, the service for
 * breached ones is asked as well. What is only being typed is told to nobody.
 */
export const judgeSentPassword = async (
  parts: Parts,
  typed: string,
  criteria: Criteria,
): Promise<JudgedRule[]> => {
  const rules = await judgeNewPassword(parts, typed, criteria);
  if (!isAcceptable(rules) || !(await isKnownOutside(parts, normalisePassword(typed))))
    return rules;
  const isOpen = rules.some(({ id, state }) => id === 'hard-to-guess' && state === 'open');
  return judgePassword(typed, criteria, { guessable: isOpen ? null : false, breached: true });
};
