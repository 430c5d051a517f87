import './refuse-cut-answers.ts';
import { Client, ResultCodeError, type Change, type Control, type SearchOptions } from 'ldapts';
import { DirectoryFault } from '../directory-fault.ts';
import { asFault } from './ldap-fault.ts';
import type { LdapCredentials, LdapSettings } from './ldap-settings.ts';

const clientFor = ({ ca, connectMs, operationMs }: LdapSettings, url: string) =>
  new Client({
    url,
    connectTimeout: connectMs,
    timeout: operationMs,
    tlsOptions: { ca, minVersion: 'TLSv1.2', rejectUnauthorized: true },
  });

/**
 * One connection to one server. Every method throws `ResultCodeError` for what the server answered
 * and `DirectoryFault` when it did not.
 */
const sessionOn = (client: Client, server: string) => {
  /** The library would connect anew, as nobody: then the answers would be another person's. */
  const ask = async <Result>(request: () => Promise<Result>): Promise<Result> => {
    if (!client.isBound) throw new DirectoryFault('unreachable', { server });
    return request().catch((error: unknown) => {
      throw asFault(error, server, true);
    });
  };

  return {
    server,

    /** Signs in to the server; opens the connection if there is none. */
    bind: ({ dn, password }: LdapCredentials) =>
      client.bind(dn, password).catch((error: unknown) => {
        throw asFault(error, server, false);
      }),

    search: (base: string, options: SearchOptions) =>
      ask(async () => (await client.search(base, options)).searchEntries),

    /** One entry by its name, or null when it is gone. */
    read: (dn: string, attributes: string[]) =>
      ask(async () => {
        const options: SearchOptions = { scope: 'base', attributes };
        const { searchEntries } = await client.search(dn, options).catch((error: unknown) => {
          if (error instanceof ResultCodeError && error.code === 32) return { searchEntries: [] };
          throw error;
        });
        return searchEntries[0] ?? null;
      }),

    modify: (dn: string, changes: Change[], controls: Control[] = []) =>
      ask(() => client.modify(dn, changes, controls)),

    extended: (oid: string, value: Buffer, controls: Control[] = []) =>
      ask(() => client.exop(oid, value, controls)),
  };
};

export type LdapSession = ReturnType<typeof sessionOn>;

/** Works on a connection of its own, which is closed whatever happens. */
export const withSession = async <Result>(
  settings: LdapSettings,
  url: string,
  work: (session: LdapSession) => Promise<Result>,
): Promise<Result> => {
  const client = clientFor(settings, url);
  try {
    return await work(sessionOn(client, new URL(url).host));
  } finally {
    // An unbind that finds no connection, or a dead one, has nothing left to end.
    await client.unbind().catch(() => undefined);
  }
};
