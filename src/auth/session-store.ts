import { promisify } from 'node:util';
import { MongoStore } from 'connect-mongo';
import type { Connection } from 'mongoose';

type Touch = Parameters<MongoStore['touch']>;

/** Sessions in the portal's own store; a document's end is its TTL index. */
class SessionStore extends MongoStore {
  readonly #find = promisify(this.get.bind(this));
  /** Ends a session; one that has ended already is no fault. */
  readonly end = promisify(this.destroy.bind(this));

  /**
   * Another request may have ended the session meanwhile; its page was made before that and is
   * sent all the same.
   */
  override touch(sid: Touch[0], session: Touch[1], done?: (error?: unknown) => void): void {
    super.touch(sid, session, () => done?.());
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
    touchAfter: 60,
  });

export type { SessionStore };
