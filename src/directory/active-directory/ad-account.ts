import type { Entry } from 'ldapts';
import type { Account } from '../directory.ts';
import { numberOf, textOf } from '../ldap/entry-values.ts';
import type { AdMatch, AdSettings } from './ad-settings.ts';
import { momentOf } from './ad-times.ts';

/** Bits of userAccountControl and of its computed sibling (MS-ADTS 2.2.16, 3.1.1.4.5.17). */
const accountDisabled = 0x2;
const lockedOut = 0x10;

/** A filter that all accounts of people pass. */
export const people = '(objectCategory=person)(objectClass=user)';

/** All that is ever asked about a person. */
export const accountAttributes = [
  'userPrincipalName',
  'sAMAccountName',
  'displayName',
  'userAccountControl',
  'msDS-User-Account-Control-Computed',
  'lockoutTime',
  'pwdLastSet',
  'accountExpires',
  'adminCount',
  'msDS-ResultantPSO',
];

interface Person {
  login: string;
  employeeNumbers: string[];
}

/** The values of the attribute that belong to this person, none when nothing is known of them. */
export const valuesOf = ({ login, employeeNumbers }: Person, match: AdMatch): string[] => {
  if (match === 'employeeNumber' || match === 'employeeID') return employeeNumbers;
  // The roster knows an address; the account's old short name is what stands before its @.
  return [match === 'sAMAccountName' ? (login.split('@', 1)[0] ?? login) : login].filter(Boolean);
};

const has = (entry: Entry, name: string, bit: number) => (numberOf(entry, name) & bit) !== 0;

export const isDisabled = (entry: Entry): boolean =>
  has(entry, 'userAccountControl', accountDisabled);

export const isExpired = (entry: Entry, now: Date): boolean => {
  const at = momentOf(textOf(entry, 'accountExpires'));
  return at !== null && at <= now;
};

/** Locked until somebody opens it. */
const forever = new Date(8.64e15);

const lockedUntil = (entry: Entry, lockoutMs: number): Date | null => {
  if (!has(entry, 'msDS-User-Account-Control-Computed', lockedOut)) return null;
  const since = momentOf(textOf(entry, 'lockoutTime'));
  return since && lockoutMs > 0 ? new Date(since.getTime() + lockoutMs) : forever;
};

/** Windows refuses a password that holds the account name or a part of the full name. */
const namesOf = (entry: Entry): string[] =>
  ['sAMAccountName', 'userPrincipalName', 'displayName']
    .map((name) => textOf(entry, name))
    .filter(Boolean);

/** The account as the portal knows it. `lockoutMs`: how long a lock lasts; 0 when nothing opens it. */
export const accountOf = (
  entry: Entry,
  { login }: Pick<AdSettings, 'login'>,
  { lockoutMs, now }: { lockoutMs: number; now: Date },
): Account => ({
  id: entry.dn,
  login: textOf(entry, login) || textOf(entry, 'sAMAccountName'),
  otherNames: namesOf(entry),
  disabled: isDisabled(entry),
  expired: isExpired(entry, now),
  lockedUntil: lockedUntil(entry, lockoutMs),
});
