import { promisify } from 'node:util';
import { MongoStore } from 'connect-mongo';
import type { Connection } from 'mongoose';

type Touch = Parameters<MongoStore['touch']>;

const touchAfterSeconds = 60;

/** Sessions in the portal's own store; a document's end is its TTL index. */
class SessionStore extends MongoStore {
  readonly #find = promisify(this.get.bind(this));
  /** Ends a session; one that has ended already is no fault. */
  readonly end = promisify(this.destroy.bind(this));

  /**
   * Puts off the session's end. One that has just begun needs no second write; and another request
   * may have ended it meanwhile: the page was made before that and is sent all the same.
   */
  override touch(sid: Touch[0], session: Touch[1], done?: (error?: unknown) => void): void {
    const age = Date.now() - (session.signIn?.signedInAt.getTime() ?? 0);
    if (age < touchAfterSeconds * 1000) done?.();
    else super.touch(sid, session, () => done?.());
  }

  /** Whose session this is, or null when it has ended. */
  async employeeOf(sid: string): Promise<string | null> {
    const session = await this.#find(sid);
    return session?.signIn?.employeeId ?? null;
  }
}

export const createSessionStore = (connection: Connection, idleMinutes: number) =>
  new SessionStore({
    client: connection.getClient(),
    dbName: connection.name,
    collectionName: 'sessions',
    stringify: false,
    ttl: idleMinutes * 60,
    touchAfter: touchAfterSeconds,
  });

export type { SessionStore };
