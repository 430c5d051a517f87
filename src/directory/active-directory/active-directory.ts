import type { Directory, PasswordPolicy, ResetOutcome } from '../directory.ts';
import { findOne } from '../ldap/find-one.ts';
import { isAnswer } from '../ldap/ldap-answer.ts';
import { nobodyDn } from '../ldap/nobody-dn.ts';
import { createLdapServers } from '../ldap/ldap-servers.ts';
import type { LdapSession } from '../ldap/ldap-session.ts';
import { textOf } from '../ldap/entry-values.ts';
import { nobody } from '../nobody.ts';
import { normalisePassword } from '../normalise-password.ts';
import { resetOutcome } from '../reset-outcome.ts';
import { accountAttributes, accountOf, people, valuesOf } from './ad-account.ts';
import { adSignInFault, saysRightPassword, signInCodeOf } from './ad-answer.ts';
import { checkActiveDirectory } from './ad-check.ts';
import { adEnforcement } from './ad-enforcement.ts';
import { effectivePolicy, readDomain } from './ad-policy.ts';
import { resetOn } from './ad-reset.ts';
import type { AdSettings } from './ad-settings.ts';
import { momentOf } from './ad-times.ts';

const verifyOn = async (session: LdapSession, dn: string, password: string): Promise<boolean> => {
  try {
    await session.bind({ dn, password: normalisePassword(password) });
    return true;
  } catch (error) {
    if (!isAnswer(error, 49)) throw error;
    return saysRightPassword(signInCodeOf(error) ?? '');
  }
};

/** Logins in Active Directory, or in Samba as one, over LDAPS. */
export const createActiveDirectory = (
  settings: AdSettings,
  now: () => Date = () => new Date(),
): Directory => {
  const { connected, signedIn } = createLdapServers(settings, adSignInFault);

  return {
    kind: 'active-directory',

    findAccount: async (employee) => {
      const { base, match, logger } = settings;
      const values = valuesOf(employee ?? nobody(), match);
      if (values.length === 0) return null;
      const person = { base, people, attribute: match, values, attributes: accountAttributes };
      return signedIn(async (session) => {
        const entry = await findOne(session, person, logger);
        const domain = await readDomain(session);
        const { lockoutMs } = await effectivePolicy(session, domain, entry ?? { dn: base });
        return entry && accountOf(entry, settings, { lockoutMs, now: now() });
      });
    },

    effectivePolicy: ({ id }): Promise<PasswordPolicy> =>
      signedIn(async (session) => {
        const domain = await readDomain(session);
        const entry = (await session.read(id, accountAttributes)) ?? { dn: id };
        const policy = await effectivePolicy(session, domain, entry);
        return { ...policy, asciiOnly: settings.asciiOnly };
      }),

    resetPassword: (account, password): Promise<ResetOutcome> =>
      resetOutcome(
        signedIn((session) => resetOn(session, account, password, now())),
        settings.logger,
      ),

    verify: (account, password) =>
      // An empty password signs in as nobody, and succeeds (RFC 4513, 5.1.2).
      password === ''
        ? Promise.resolve(false)
        : connected((session) =>
            verifyOn(session, account?.id ?? nobodyDn(settings.base), password),
          ),

    passwordSetAt: ({ id }) =>
      signedIn(async (session) => {
        const entry = await session.read(id, ['pwdLastSet']);
        return entry && momentOf(textOf(entry, 'pwdLastSet'));
      }),

    check: () => checkActiveDirectory(settings),

    enforcement: adEnforcement(settings, { signedIn }, now),
  };
};
