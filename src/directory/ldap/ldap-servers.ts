import { ResultCodeError } from 'ldapts';
import { DirectoryFault, directoryDown, type FaultCause } from '../directory-fault.ts';
import { faultOfAnswer, isAnswer } from './ldap-answer.ts';
import { withSession, type LdapSession } from './ldap-session.ts';
import type { LdapSettings } from './ldap-settings.ts';
import { placesFor } from '../take-a-place.ts';

type Work<Result> = (session: LdapSession) => Promise<Result>;

/** Why the portal's own account was not let in, with the server's code; known by kind of server. */
export type SignInFault = (error: ResultCodeError) => { reason: FaultCause; code?: string };

/** The servers from this one on, each once. */
const startingAt = (urls: string[], first: number): [number, string][] => {
  const numbered = [...urls.entries()];
  return [...numbered.slice(first), ...numbered.slice(0, first)];
};

const asFault = (error: unknown, url: string): unknown =>
  error instanceof ResultCodeError ? faultOfAnswer(error, new URL(url).host) : error;

/** Another server would only count the wrong password once more, until the account is locked. */
const isFinal = ({ reason }: DirectoryFault): boolean => reason.startsWith('sign-in-');

/**
 * The servers of one directory. Work goes to the one that answered last, and on to the next when it
 * does not; work that has sent a change must say itself what a lost answer means. Both ways to
 * work throw a PortalError DIRECTORY_DOWN when no server could do it.
 */
export const createLdapServers = (
  settings: LdapSettings,
  signInFault: SignInFault = () => ({ reason: 'sign-in-refused' }),
) => {
  const { urls, bind, connections, connectMs, operationMs, logger } = settings;
  const inTurn = placesFor(connections, connectMs + operationMs);
  let answering = 0;

  const tryEach = async <Result>(work: Work<Result>): Promise<Result> => {
    let last: unknown = new DirectoryFault('unreachable');
    for (const [number, url] of startingAt(urls, answering)) {
      try {
        const result = await withSession(settings, url, work);
        answering = number;
        return result;
      } catch (error) {
        last = asFault(error, url);
        if (!(last instanceof DirectoryFault)) throw last;
        const { server, reason, code } = last;
        logger.warn({ server, reason, code }, 'A directory server could not be used.');
        if (isFinal(last)) break;
      }
    }
    throw last;
  };

  /** Work on a connection that nobody has signed in to yet. */
  const connected = <Result>(work: Work<Result>): Promise<Result> =>
    inTurn(() => tryEach(work)).catch((error: unknown) => {
      throw error instanceof DirectoryFault ? directoryDown(error) : error;
    });

  /** Work with the rights of the portal's own account. */
  const signedIn = <Result>(work: Work<Result>): Promise<Result> =>
    connected(async (session) => {
      await session.bind(bind).catch((error: unknown) => {
        if (!isAnswer(error, 49)) throw error;
        const { reason, code } = signInFault(error);
        throw new DirectoryFault(reason, { server: session.server, code });
      });
      return work(session);
    });

  return { connected, signedIn };
};
