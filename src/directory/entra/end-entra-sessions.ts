import type { Account, Directory } from '../directory.ts';
import type { EntraUsers } from './entra.ts';

const principalNameOf = ({ login, otherNames }: Account): string | undefined =>
  [login, ...otherNames].find((name) => name.includes('@'));

/**
 * A directory that is synchronised to Entra ID: the password is set there and carried over by the
 * synchronisation, and whoever is signed in to Entra ID with the old one is signed out. Passes are
 * given out there too.
 */
export const endEntraSessions = (
  directory: Directory,
  { endSessions, accessPassOf }: EntraUsers,
): Directory => ({
  ...directory,
  ...(accessPassOf && {
    issueAccessPass: (account: Account) =>
      Promise.resolve(principalNameOf(account)).then((name) => (name ? accessPassOf(name) : null)),
  }),
  resetPassword: async (account, password) => {
    const outcome = await directory.resetPassword(account, password);
    const name = principalNameOf(account);
    if (outcome.kind === 'changed' && name) await endSessions(name);
    return outcome;
  },
  enforcement: {
    session: (work) =>
      directory.enforcement.session((session) =>
        work({
          ...session,
          enforce: async (account, method) => {
            const outcome = await session.enforce(account, method);
            if (outcome.kind === 'written' && account.login.includes('@'))
              await endSessions(account.login);
            return outcome;
          },
        }),
      ),
  },
});
