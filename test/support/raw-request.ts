import { connect } from 'node:net';

export interface RawRequest {
  method: string;
  /** Sent as it is, however malformed. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

const head = ({ method, path, headers = {}, body = '' }: RawRequest) => {
  const all = {
    Host: 'localhost',
    Connection: 'close',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
};

/** Sends bytes that no client library would send, and answers the status and all that came back. */
export const rawRequest = (
  origin: string,
  request: RawRequest,
): Promise<{ status: number; text: string }> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    // The portal may hang up while the rest is still being sent; what it said before counts.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text });
    });
    socket.write(head(request), 'latin1');
    socket.write(request.body ?? '');
  });
