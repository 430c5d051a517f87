import type { AccessPass, Account, Directory, ResetOutcome } from '../directory.ts';
import { nobody } from '../nobody.ts';
import { resetOutcome } from '../reset-outcome.ts';
import { createAcknowledgedPasswords } from './acknowledged-passwords.ts';
import { accountOf, entraPolicy, findUser, readUser, setAtOf, userPath } from './entra-account.ts';
import { createAccessPass } from './entra-access-pass.ts';
import { checkEntra } from './entra-check.ts';
import { entraEnforcement } from './entra-enforcement.ts';
import { resetIn } from './entra-reset.ts';
import type { EntraSettings } from './entra-settings.ts';
import { createGraphClient } from './graph-client.ts';

/** What is done with a user of Entra ID whose password lives elsewhere. */
export interface EntraUsers {
  endSessions: (userId: string) => Promise<void>;
  accessPassOf?: (userId: string) => Promise<AccessPass | null>;
}

/** Logins in Entra ID, through Microsoft Graph, with the rights of a registered application. */
export const createEntra = (
  settings: EntraSettings,
  now: () => Date = () => new Date(),
): Directory & EntraUsers => {
  const client = createGraphClient(settings, now);
  const { work } = client;
  const { logger } = settings;
  const acknowledged = createAcknowledgedPasswords(now);

  /** Signs a user out everywhere; the new password holds even if this fails, so it is only told. */
  const endSessions = async (userId: string): Promise<void> => {
    try {
      await work((ask) => ask('POST', `${userPath(userId)}/revokeSignInSessions`));
    } catch {
      logger.warn('Sessions in Entra ID could not be ended after a reset.');
    }
  };

  const { passMinutes } = settings;
  const accessPassOf = (userId: string) =>
    work((ask) => createAccessPass(ask, userId, passMinutes ?? 0));

  return {
    kind: 'entra',

    findAccount: (employee) =>
      work(async (ask) => {
        const user = await findUser(ask, employee ?? nobody(), settings);
        return user && accountOf(user);
      }),

    effectivePolicy: () => Promise.resolve(entraPolicy),

    resetPassword: async (account, password): Promise<ResetOutcome> => {
      const outcome = await resetOutcome(
        work((ask) => resetIn(ask, account, password, now)),
        logger,
      );
      if (outcome.kind !== 'changed') return outcome;
      acknowledged.remember(account.id, password);
      await endSessions(account.id);
      return outcome;
    },

    // Graph cannot try a password: what it has taken from us just now is known to work.
    verify: (account, password) =>
      Promise.resolve(account !== null && acknowledged.matches(account.id, password)),

    passwordSetAt: ({ id }) =>
      work(async (ask) => {
        const user = await readUser(ask, id);
        return user && setAtOf(user);
      }),

    check: () => checkEntra(client, settings),

    enforcement: entraEnforcement(client, settings, endSessions),

    endSessions,

    ...(passMinutes !== undefined && {
      accessPassOf,
      issueAccessPass: ({ id }: Account) => accessPassOf(id),
    }),
  };
};
