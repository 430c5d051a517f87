import type { Entry } from 'ldapts';
import type { PasswordPolicy } from '../directory.ts';
import { numberOf, textOf, textsOf } from '../ldap/entry-values.ts';
import type { LdapSession } from '../ldap/ldap-session.ts';
import { spanMsOf } from './ad-times.ts';

/** What a domain asks of passwords, and what its controller can do. */
export interface AdDomain {
  policy: AdPolicy;
  /** OIDs of the controls that the controller knows (RFC 4512, 5.1). */
  controls: string[];
}

export interface AdPolicy extends PasswordPolicy {
  /** How long a password has to be kept before the next one. */
  minAgeMs: number;
  /** How long a lock lasts; 0: until somebody opens it. */
  lockoutMs: number;
}

/** DOMAIN_PASSWORD_COMPLEX of pwdProperties. */
const complexBit = 0x1;

/** The longest that Windows takes. */
const maxLength = 256;

const domainPolicy = (entry: Entry): AdPolicy => ({
  minLength: numberOf(entry, 'minPwdLength'),
  maxLength,
  history: numberOf(entry, 'pwdHistoryLength'),
  complexity: (numberOf(entry, 'pwdProperties') & complexBit) !== 0,
  minAgeMs: spanMsOf(textOf(entry, 'minPwdAge')),
  lockoutMs: spanMsOf(textOf(entry, 'lockoutDuration')),
});

const psoPolicy = (entry: Entry): AdPolicy => ({
  minLength: numberOf(entry, 'msDS-MinimumPasswordLength'),
  maxLength,
  history: numberOf(entry, 'msDS-PasswordHistoryLength'),
  complexity: textOf(entry, 'msDS-PasswordComplexityEnabled').toUpperCase() === 'TRUE',
  minAgeMs: spanMsOf(textOf(entry, 'msDS-MinimumPasswordAge')),
  lockoutMs: spanMsOf(textOf(entry, 'msDS-LockoutDuration')),
});

const domainAttributes = [
  'minPwdLength',
  'pwdHistoryLength',
  'pwdProperties',
  'minPwdAge',
  'lockoutDuration',
];

const psoAttributes = [
  'msDS-MinimumPasswordLength',
  'msDS-PasswordHistoryLength',
  'msDS-PasswordComplexityEnabled',
  'msDS-MinimumPasswordAge',
  'msDS-LockoutDuration',
];

/** The domain that the controller holds, with its own password policy. */
export const readDomain = async (session: LdapSession): Promise<AdDomain> => {
  const root = await session.read('', ['defaultNamingContext', 'supportedControl']);
  const domain =
    root && (await session.read(textOf(root, 'defaultNamingContext'), domainAttributes));
  if (!root || !domain) throw new Error(`${session.server} names no domain that it holds.`);
  return { policy: domainPolicy(domain), controls: textsOf(root, 'supportedControl') };
};

/**
 * The policy that holds for one account: a fine-grained one that is laid on it, or the domain's. A
 * fine-grained one that may not be read counts as the domain's; the check tells IT.
 */
export const effectivePolicy = async (
  session: LdapSession,
  { policy }: AdDomain,
  account: Entry,
): Promise<AdPolicy> => {
  const pso = textOf(account, 'msDS-ResultantPSO');
  const entry = pso ? await session.read(pso, psoAttributes) : null;
  return entry && textOf(entry, 'msDS-MinimumPasswordLength') ? psoPolicy(entry) : policy;
};
