import type { Directory, ResetOutcome } from '../directory.ts';
import { textOf } from '../ldap/entry-values.ts';
import { findOne } from '../ldap/find-one.ts';
import { isAnswer } from '../ldap/ldap-answer.ts';
import { nobodyDn } from '../ldap/nobody-dn.ts';
import { createLdapServers } from '../ldap/ldap-servers.ts';
import { nobody } from '../nobody.ts';
import { normalisePassword } from '../normalise-password.ts';
import { resetOutcome } from '../reset-outcome.ts';
import { checkOpenLdap } from './openldap-check.ts';
import { openLdapEnforcement } from './openldap-enforcement.ts';
import { resetOn } from './openldap-reset.ts';
import { people, type OpenLdapSettings } from './openldap-settings.ts';
import { accountAttributes, accountOf, momentOf, readPolicy } from './ppolicy-account.ts';

interface Person {
  login: string;
  employeeNumbers: string[];
}

const wanted = ({ login, employeeNumbers }: Person, match: OpenLdapSettings['match']): string[] => {
  if (match === 'employeeNumber') return employeeNumbers;
  // The roster knows an address; a uid is what stands before its @.
  return [match === 'uid' ? (login.split('@', 1)[0] ?? login) : login].filter(Boolean);
};

/** Logins in OpenLDAP with its `ppolicy` overlay, over LDAPS. */
export const createOpenLdap = (
  settings: OpenLdapSettings,
  now: () => Date = () => new Date(),
): Directory => {
  const { connected, signedIn } = createLdapServers(settings);
  const { base, match, logger } = settings;

  return {
    kind: 'openldap',

    findAccount: async (employee) => {
      const values = wanted(employee ?? nobody(), match);
      if (values.length === 0) return null;
      const attributes = accountAttributes;
      const person = { base, people, attribute: match, values, attributes };
      return signedIn(async (session) => {
        const entry = await findOne(session, person, logger);
        const { lockoutMs } = await readPolicy(session, entry ?? { dn: base }, settings);
        return entry && accountOf(entry, settings, { lockoutMs, now: now() });
      });
    },

    effectivePolicy: ({ id }) =>
      signedIn(async (session) => {
        const entry = (await session.read(id, accountAttributes)) ?? { dn: id };
        return readPolicy(session, entry, settings);
      }),

    resetPassword: (account, password): Promise<ResetOutcome> =>
      resetOutcome(
        signedIn((session) => resetOn(session, account, password, now())),
        logger,
      ),

    verify: async (account, password) => {
      // An empty password signs in as nobody, and succeeds (RFC 4513, 5.1.2).
      if (password === '') return false;
      const dn = account?.id ?? nobodyDn(base);
      return connected((session) =>
        session.bind({ dn, password: normalisePassword(password) }).then(
          () => true,
          (error: unknown) => {
            if (isAnswer(error, 49)) return false;
            throw error;
          },
        ),
      );
    },

    passwordSetAt: ({ id }) =>
      signedIn(async (session) => {
        const entry = await session.read(id, accountAttributes);
        return entry && momentOf(textOf(entry, 'pwdChangedTime'));
      }),

    check: () => checkOpenLdap(settings),

    enforcement: openLdapEnforcement(settings, { signedIn }, wanted, now),
  };
};
