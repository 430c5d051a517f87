/** What the reader's thread is started with. */
export interface ReaderData {
  databaseFile: string;
}

/** A command, as the message it came in. */
export interface ReadRequest {
  id: number;
  connectionId: number;
  message: Uint8Array;
}

/** The reply to a command, as BSON. */
export interface ReadReply {
  id: number;
  reply: Uint8Array;
}
