import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as the server took it. */
export interface TakenMail {
  from: string;
  to: string[];
  /** Headers and body as they came over the line. */
  raw: string;
  secure: boolean;
  user: string | undefined;
}

/** An SMTP answer: with its code it is what the client is told. */
export const smtpAnswer = (responseCode: number, text = 'no') =>
  Object.assign(new Error(text), { responseCode });

/** One header's value, its folded lines joined. */
export const headerOf = ({ raw }: TakenMail, name: string): string =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im')
    .exec(raw)?.[1]
    ?.replace(/\r\n[ \t]/g, ' ') ?? '';

/** The text of a mail, whatever encoding it travelled in. */
export const textOf = (mail: TakenMail): string => {
  const body = mail.raw.slice(mail.raw.indexOf('\r\n\r\n') + 4);
  const encoding = headerOf(mail, 'Content-Transfer-Encoding');
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
};

/** What the server says to a receiver, or to a whole mail; null for yes. */
interface Answers {
  receiver: (address: string) => Error | null;
  mail: (mail: TakenMail) => Promise<Error | null>;
}

/** A real SMTP server on a free port of this machine; `mails` grows with what it takes. */
export const startSmtpServer = async (options: SMTPServerOptions = {}) => {
  const mails: TakenMail[] = [];
  const answers: Answers = { receiver: () => null, mail: () => Promise.resolve(null) };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.key ? [] : ['STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _session, done) => done(answers.receiver(address)),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const mail = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString(),
          secure: session.secure,
          user: session.user as string | undefined,
        };
        void answers.mail(mail).then((no) => {
          if (!no) mails.push(mail);
          done(no);
        });
      });
    },
    ...options,
  });
  // A client that is killed resets its connection.
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  return {
    port,
    mails,
    answers,
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
};

export type SmtpWorld = Awaited<ReturnType<typeof startSmtpServer>>;
