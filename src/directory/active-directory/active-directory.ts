import type { Entry } from 'ldapts';
import { DirectoryFault } from '../directory-fault.ts';
import type { Directory, PasswordPolicy, ResetOutcome } from '../directory.ts';
import { isAnswer } from '../ldap/ldap-answer.ts';
import { createLdapServers } from '../ldap/ldap-servers.ts';
import type { LdapSession } from '../ldap/ldap-session.ts';
import { textOf } from '../ldap/entry-values.ts';
import { normalisePassword } from '../normalise-password.ts';
import { unavailableIfDown } from '../unavailable-if-down.ts';
import { accountAttributes, accountFilter, accountOf } from './ad-account.ts';
import { saysRightPassword, signInCodeOf, signInFault } from './ad-answer.ts';
import { effectivePolicy, readDomain } from './ad-policy.ts';
import { resetOn } from './ad-reset.ts';
import type { AdSettings } from './ad-settings.ts';
import { momentOf } from './ad-times.ts';

/** The portal's own account, or a fault that says why it was not let in. */
const signIn = async (session: LdapSession, { bind }: AdSettings): Promise<void> => {
  try {
    await session.bind(bind);
  } catch (error) {
    if (!isAnswer(error, 49)) throw error;
    const code = signInCodeOf(error);
    throw new DirectoryFault(signInFault(code), { server: session.server, code });
  }
};

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
  const servers = createLdapServers(settings);

  const signedIn = <Result>(work: (session: LdapSession) => Promise<Result>): Promise<Result> =>
    servers.connected(async (session) => {
      await signIn(session, settings);
      return work(session);
    });

  /** None when nobody has this number or name, and when several have: it is not for us to choose. */
  const findEntry = async (session: LdapSession, filter: string): Promise<Entry | null> => {
    const found = await session.search(settings.base, {
      filter,
      attributes: accountAttributes,
      sizeLimit: 2,
    });
    if (found.length > 1) settings.logger.warn('Several accounts belong to one employee.');
    return found.length === 1 ? (found[0] ?? null) : null;
  };

  return {
    kind: 'active-directory',

    findAccount: async (employee) => {
      const filter = accountFilter(employee, settings.match);
      if (filter === null) return null;
      return signedIn(async (session) => {
        const entry = await findEntry(session, filter);
        if (!entry) return null;
        const domain = await readDomain(session);
        const { lockoutMs } = await effectivePolicy(session, domain, entry);
        return accountOf(entry, settings, { lockoutMs, now: now() });
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
      unavailableIfDown(signedIn((session) => resetOn(session, account, password, now()))),

    verify: ({ id }, password) =>
      // An empty password signs in as nobody, and succeeds (RFC 4513, 5.1.2).
      password === ''
        ? Promise.resolve(false)
        : servers.connected((session) => verifyOn(session, id, password)),

    passwordSetAt: ({ id }) =>
      signedIn(async (session) => {
        const entry = await session.read(id, ['pwdLastSet']);
        return entry && momentOf(textOf(entry, 'pwdLastSet'));
      }),
  };
};
