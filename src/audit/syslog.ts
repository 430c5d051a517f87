import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Log audit (13), notice (5): RFC 5424, 6.2.1. */
const priority = 13 * 8 + 5;
const timeoutMs = 5000;
const lingerMs = 1000;

const message = (text: string, at: Date): Buffer =>
  Buffer.from(
    `<${priority}>1 ${at.toISOString()} ${hostname()} sakerhetsporten ${process.pid} audit-head - ${text}`,
  );

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
 * Octet counting frames the message (RFC 6587, 3.4.1; RFC 5425, 4.3). Closing while the server still
 * sends something, as TLS does after its handshake, could take the message back: so its end is waited
 * for, a while.
 */
const sendStream = async (socket: Socket, ready: string, bytes: Buffer): Promise<void> => {
  socket.setTimeout(timeoutMs, () => socket.destroy(new Error('syslog does not answer')));
  try {
    await once(socket, ready);
    socket.resume().end(Buffer.concat([Buffer.from(`${bytes.length} `), bytes]));
    await once(socket, 'finish');
    await Promise.race([once(socket, 'close'), sleep(lingerMs, undefined, { ref: false })]);
  } finally {
    socket.destroy();
  }
};

/**
 * Sends one line to a syslog server: `udp://host:port`, `tcp://host:port` or `tls://host:port`, whose
 * certificate must be good for the host.
 *
 * @throws when the server cannot be reached within 5 s; UDP tells nothing.
 */
export const sendSyslog = async (address: string, text: string, at: Date): Promise<void> => {
  const { protocol, hostname: name, port } = new URL(address);
  const host = name.replace(/^\[|\]$/g, '');
  const bytes = message(text, at);
  if (protocol === 'udp:') await sendUdp(host, Number(port), bytes);
  else if (protocol === 'tcp:') await sendStream(connectTcp(Number(port), host), 'connect', bytes);
  else await sendStream(connectTls({ host, port: Number(port) }), 'secureConnect', bytes);
};
