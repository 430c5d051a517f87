export type Channel = 'mail' | 'sms';

/** What a feature asks to have sent; the text is whole, in the person's language. */
export interface NewMessage {
  /** `topic:…`; of two with the same key only the first is sent. */
  key: string;
  employeeId: string;
  channel: Channel;
  /** Mail address, or number as E.164; null when the person has none, which is then noted. */
  to: string | null;
  /** A text message has none. */
  subject: string;
  /** Never a personal number, a password or a code. */
  text: string;
  /** Not sent before; now when left out. */
  notBefore?: Date;
  /** Not sent from this moment to that one, however often it has to be tried. */
  quiet?: { from: Date; to: Date };
  /** Not tried after this; two days after the first try when left out. */
  notAfter?: Date;
}

/**
 * `refused`: the receiver's server said no for good. `unsent`: there was no way to send it, or none
 * was found in time.
 */
export type MessageStatus = 'waiting' | 'sent' | 'refused' | 'unsent';

/** A message and what has become of it. */
export interface Message {
  key: string;
  employeeId: string;
  channel: Channel;
  to: string | null;
  subject: string;
  text: string;
  status: MessageStatus;
  /** Why the last try failed, as `smtp-550`, `http-429`, `ECONNREFUSED`, `no-mail-server`. */
  code: string | null;
  attempts: number;
  queuedAt: Date;
  /** While it waits: when it is tried next. */
  dueAt: Date;
  endedAt: Date | null;
}
