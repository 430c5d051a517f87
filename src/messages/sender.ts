import { hash } from 'node:crypto';

/** What came of a try. `down`: nothing can be sent this way now, whatever the message. */
export type SendResult = { kind: 'sent' } | { kind: 'refused' | 'later' | 'down'; code: string };

export interface OutgoingMessage {
  key: string;
  to: string;
  subject: string;
  text: string;
  queuedAt: Date;
}

/** A way to send. It never throws, and answers within a minute and a half. */
export interface Sender {
  send: (message: OutgoingMessage) => Promise<SendResult>;
  close: () => void;
}

/** The same for the same message, so that a second copy can be recognised. */
export const messageHash = (key: string): string => hash('sha256', key).slice(0, 40);

/** What Node and the libraries call a fault; never the words, in which an address can stand. */
export const faultCode = (error: unknown): string => {
  const { code, cause, name } = error as {
    code?: string;
    cause?: { code?: string };
    name?: string;
  };
  return cause?.code ?? code ?? name ?? 'fault';
};
