import { promisify } from 'node:util';
import { MongoStore } from 'connect-mongo';
import type { Connection } from 'mongoose';
import { inBatches } from '../platform/in-batches.ts';

type Get = Parameters<MongoStore['get']>;
type Touch = Parameters<MongoStore['touch']>;

/** A session as connect-mongo writes it. */
interface SessionRecord {
  _id: string;
  session: Touch[1];
  expires: Date;
  lastModified: Date;
}

const touchAfterSeconds = 60;

/** Reads sessions by ID; null for one that has ended. */
const sessionReader = (connection: Connection, collectionName: string) => {
  const sessions = connection.getClient().db(connection.name);
  const collection = sessions.collection<SessionRecord>(collectionName);
  return inBatches(async (ids: readonly string[]) => {
    const records = await collection.find({ _id: { $in: [...ids] } }).toArray();
    const now = new Date();
    const byId = new Map(records.map((record) => [record._id, record]));
    return ids.map((id) => {
      const record = byId.get(id);
      if (!record || record.expires <= now) return null;
      return { ...record.session, lastModified: record.lastModified };
    });
  });
};

/** Sessions in the portal's own store; a document's end is its TTL index. */
class SessionStore extends MongoStore {
  readonly #read: ReturnType<typeof sessionReader>;
  /** Ends a session; one that has ended already is no fault. */
  readonly end = promisify(this.destroy.bind(this));

  constructor(connection: Connection, idleMinutes: number) {
    const collectionName = 'sessions';
    super({
      client: connection.getClient(),
      dbName: connection.name,
      collectionName,
      stringify: false,
      ttl: idleMinutes * 60,
      touchAfter: touchAfterSeconds,
    });
    this.#read = sessionReader(connection, collectionName);
  }

  override get(sid: Get[0], done: Get[1]): void {
    this.#read(sid).then((session) => done(null, session), done);
  }

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
    const session = await this.#read(sid);
    return session?.signIn?.employeeId ?? null;
  }
}

export const createSessionStore = (connection: Connection, idleMinutes: number) =>
  new SessionStore(connection, idleMinutes);

export type { SessionStore };
