import type { Translate } from '../platform/i18n.ts';
import type { FoundLogin } from './find-login.ts';
import { judgePassword, openRules, type JudgedRule } from './password-policy.ts';
import { suggestPassphrases } from './suggest-passphrases.ts';

/** Why the last try changed nothing. */
export interface PasswordFault {
  status: number;
  /** At `reset.faults`. */
  message:
    | 'refused'
    | 'refused-by-directory'
    | 'too-recent'
    | 'too-many-tries'
    | 'unavailable'
    | 'unconfirmed';
  rules?: JudgedRule[];
}

export interface PasswordPage {
  login: FoundLogin;
  /** A suggestion the person took: the only thing that is ever put into the field. */
  chosen?: string;
  fault?: PasswordFault;
}

const textOf = (t: Translate, { id, number }: JudgedRule) => t(`reset.rules.${id}`, { number });

/** The rules in words: what each asks, and whether it is fulfilled. */
export const rulesInWords = (t: Translate, rules: JudgedRule[]) =>
  rules.map((rule) => ({
    id: rule.id,
    state: rule.state,
    text: textOf(t, rule),
    words: t(`reset.states.${rule.state}`),
  }));

/** How far it is to a password that passes, for those who hear the page. */
export const summaryOf = (t: Translate, rules: JudgedRule[]): string => {
  const count = rules.filter(({ state }) => state === 'unmet').length;
  return count === 0 ? t('reset.rules.all-met') : t('reset.rules.left', { count });
};

/** What to do about each broken rule; without any, what the directory said. */
const errorsOf = (t: Translate, { message, rules }: PasswordFault) =>
  (
    rules
      ?.filter(({ state }) => state === 'unmet')
      .map(({ id, number }) => t(`reset.unmet.${id}`, { number })) ?? [t(`reset.faults.${message}`)]
  ).map((text) => ({ field: 'password', text }));

/** Five words drawn by dice are hard to guess, and nobody has had them: no need to ask. */
const drawn = { guessable: false, breached: false };

const rulesFor = ({ login: { criteria }, chosen, fault }: PasswordPage): JudgedRule[] =>
  fault?.rules ?? (chosen ? judgePassword(chosen, criteria, drawn) : openRules(criteria));

/** A fault of what was typed stands in the summary and at the field; what time heals, in a notice. */
const faultLocals = (t: Translate, fault: PasswordFault | undefined) => {
  const text = fault && t(`reset.faults.${fault.message}`);
  return fault?.status === 422
    ? { errors: errorsOf(t, fault), fieldError: text, notice: null }
    : { errors: [], fieldError: null, notice: text };
};

/** What the page shows where the new password is chosen: at first, or again with what was wrong. */
export const passwordPage = (t: Translate, page: PasswordPage) => {
  const { login, chosen, fault } = page;
  const heading = t('reset.password.title');
  return {
    title: fault ? `${t('layout.error')} ${heading}` : heading,
    login: login.account.login,
    locked: login.account.lockedUntil !== null,
    suggestions: suggestPassphrases(login.criteria),
    rules: rulesInWords(t, rulesFor(page)),
    chosen: chosen ?? '',
    ...faultLocals(t, fault),
  };
};
