import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Log audit: RFC 5424, 6.2.1. */
const facility = 13;
const severities = { error: 3, warning: 4, notice: 5 } as const;
const timeoutMs = 5000;
const lingerMs = 1000;

export interface SyslogLine {
  /** What kind of message it is, as RFC 5424 calls MSGID. */
  id: 'audit-head' | 'audit';
  severity: keyof typeof severities;
  at: Date;
  text: string;
}

const message = ({ id, severity, at, text }: SyslogLine): Buffer =>
  Buffer.from(
    `<${facility * 8 + severities[severity]}>1 ${at.toISOString()} ${hostname()} sakerhetsporten ${process.pid} ${id} - ${text}`,
  );

/** Octet counting frames the message (RFC 6587, 3.4.1; RFC 5425, 4.3). */
const framed = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from(`${bytes.length} `), bytes]);

const serverOf = (address: string) => {
  const { protocol, hostname: name, port } = new URL(address);
  return { by: protocol, host: name.replace(/^\[|\]$/g, ''), port: Number(port) };
};

/** The connection, and the event that says that it stands. */
const connectTo = ({ by, host, port }: ReturnType<typeof serverOf>): [Socket, string] =>
  by === 'tcp:'
    ? [connectTcp(port, host), 'connect']
    : [connectTls({ host, port }), 'secureConnect'];

const sendUdp = async (host: string, port: number, bytes: Buffer): Promise<void> => {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.send(bytes, port, host, (error) => (error ? reject(error) : resolve()));
    });
  } finally {
    socket.close();
  }
};

/**
 * Closing while the server still sends something, as TLS does after its handshake, could take the
 * message back: so its end is waited for, a while.
 */
const close = async (socket: Socket): Promise<void> => {
  socket.resume().end();
  await once(socket, 'finish');
  await Promise.race([once(socket, 'close'), sleep(lingerMs, undefined, { ref: false })]);
};

/**
 * Connects to a syslog server, `tcp://host:port` or `tls://host:port`, for many lines.
 *
 * @throws when the server cannot be reached within 5 s, or its certificate is not good for the host.
 */
export const openSyslog = async (address: string) => {
  const [socket, ready] = connectTo(serverOf(address));
  const stalled = setTimeout(
    () => socket.destroy(new Error('syslog does not answer')),
    timeoutMs,
  ).unref();
  try {
    await once(socket, ready);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(stalled);
  }
  let open = true;
  socket.on('error', () => (open = false)).resume();
  const closed = new Promise<never>((_resolve, reject) => {
    socket.once('close', () => {
      open = false;
      reject(new Error('syslog has closed the connection'));
    });
  });
  closed.catch(() => undefined);
  return {
    isOpen: () => open,
    /** Resolves when the lines have left this process; a server that takes nothing is given up. */
    write: async (lines: readonly SyslogLine[]): Promise<void> => {
      const bytes = Buffer.concat(lines.map((line) => framed(message(line))));
      const left = new Promise<void>((resolve, reject) => {
        socket.write(bytes, (error) => (error ? reject(error) : resolve()));
      });
      socket.setTimeout(timeoutMs, () => socket.destroy(new Error('syslog takes nothing')));
      await Promise.race([left, closed]);
      socket.setTimeout(0);
    },
    close: async (): Promise<void> => {
      if (open) await close(socket).catch(() => undefined);
      socket.destroy();
    },
  };
};

export type Syslog = Awaited<ReturnType<typeof openSyslog>>;

/**
 * Sends one line to a syslog server: `udp://host:port`, `tcp://host:port` or `tls://host:port`, whose
 * certificate must be good for the host.
 *
 * @throws when the server cannot be reached within 5 s; UDP tells nothing.
 */
export const sendSyslog = async (address: string, text: string, at: Date): Promise<void> => {
  const line: SyslogLine = { id: 'audit-head', severity: 'notice', at, text };
  const { by, host, port } = serverOf(address);
  if (by === 'udp:') {
    await sendUdp(host, port, message(line));
    return;
  }
  const syslog = await openSyslog(address);
  try {
    await syslog.write([line]);
  } finally {
    await syslog.close();
  }
};
