import type { Entry } from 'ldapts';
import type { Account, PasswordPolicy } from '../directory.ts';
import { numberOf, textOf } from '../ldap/entry-values.ts';
import type { LdapSession } from '../ldap/ldap-session.ts';
import type { OpenLdapSettings } from './openldap-settings.ts';

/** All that is ever asked about a person; what ppolicy keeps is asked for by name. */
export const accountAttributes = [
  'uid',
  'mail',
  'cn',
  'displayName',
  'pwdAccountLockedTime',
  'pwdChangedTime',
  'pwdEndTime',
  'pwdReset',
  'pwdPolicySubentry',
];

const policyAttributes = ['pwdMinLength', 'pwdMaxLength', 'pwdInHistory', 'pwdLockoutDuration'];

/** "Locked for good", by an administrator (draft-behera-ldap-password-policy, 5.3.3). */
const lockedForGood = '000001010000Z';

const forever = new Date(8.64e15);

const timePattern = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?Z$/;

/** A moment as GeneralizedTime in UTC (RFC 4517, 3.3.13), or null. */
export const momentOf = (text: string): Date | null => {
  const [, year, month, day, hour, minute, second = '00'] = timePattern.exec(text) ?? [];
  return year ? new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) : null;
};

/** The same the other way, to the second. */
export const generalizedTime = (moment: Date): string =>
  `${moment.toISOString().replace(/[-:T]|\..*/g, '')}Z`;

export const isDisabled = (entry: Entry): boolean =>
  textOf(entry, 'pwdAccountLockedTime') === lockedForGood;

export const isExpired = (entry: Entry, now: Date): boolean => {
  const ends = momentOf(textOf(entry, 'pwdEndTime'));
  return ends !== null && ends <= now;
};

const lockedUntil = (entry: Entry, lockoutMs: number, now: Date): Date | null => {
  const since = momentOf(textOf(entry, 'pwdAccountLockedTime'));
  if (!since || isDisabled(entry)) return null;
  const until = lockoutMs > 0 ? new Date(since.getTime() + lockoutMs) : forever;
  return until > now ? until : null;
};

/** The account as the portal knows it. `lockoutMs`: how long a lock lasts; 0 when nothing opens it. */
export const accountOf = (
  entry: Entry,
  { login }: Pick<OpenLdapSettings, 'login'>,
  { lockoutMs, now }: { lockoutMs: number; now: Date },
): Account => ({
  id: entry.dn,
  login: textOf(entry, login),
  otherNames: ['uid', 'cn', 'displayName'].map((name) => textOf(entry, name)).filter(Boolean),
  disabled: isDisabled(entry),
  expired: isExpired(entry, now),
  lockedUntil: lockedUntil(entry, lockoutMs, now),
});

/** What ppolicy asks, and how long its lock lasts. */
export type LdapPolicy = PasswordPolicy & { lockoutMs: number };

/** Without a policy that can be read, the portal's own rules stand alone, and the server's no. */
export const readPolicy = async (
  session: LdapSession,
  account: Entry,
  { policyDn, asciiOnly }: OpenLdapSettings,
): Promise<LdapPolicy> => {
  const dn = textOf(account, 'pwdPolicySubentry') || policyDn;
  const entry = (dn ? await session.read(dn, policyAttributes) : null) ?? { dn: '' };
  return {
    minLength: numberOf(entry, 'pwdMinLength'),
    maxLength: numberOf(entry, 'pwdMaxLength') || Infinity,
    history: numberOf(entry, 'pwdInHistory'),
    complexity: false,
    asciiOnly,
    lockoutMs: numberOf(entry, 'pwdLockoutDuration') * 1000,
  };
};
