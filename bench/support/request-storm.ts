import { connect } from 'node:net';

/** One request after the other over one connection, each written as it goes over the wire. */
const oneConnection = (port: number, next: () => string | undefined) =>
  new Promise<number>((resolve, reject) => {
    const socket = connect({ port, host: 'localhost', noDelay: true });
    let answered = 0;
    let head = '';
    let left = 0;
    const ask = () => {
      const request = next();
      if (request === undefined) socket.end();
      else socket.write(request);
    };
    const take = (chunk: Buffer) => {
      if (left === 0) {
        head += chunk.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        const [, length] = /\r\ncontent-length: (\d+)/i.exec(head) ?? [];
        if (!head.startsWith('HTTP/1.1 200') || length === undefined) {
          socket.destroy(new Error(`A page was answered by ${head.slice(0, 40)}`));
          return;
        }
        left = Number(length) - (head.length - end - 4);
        head = '';
      } else left -= chunk.length;
      if (left > 0) return;
      answered += 1;
      ask();
    };
    socket.on('connect', ask).on('data', take).on('error', reject);
    socket.on('close', () => resolve(answered));
  });

/**
 * Asks for pages over so many connections for so long, with a client that costs next to nothing.
 *
 * @param requests what each request looks like, in turn: a path and cookies.
 * @returns answered requests per second.
 * @throws when an answer is not 200 with a length.
 */
export const requestStorm = async (
  port: number,
  requests: readonly { path: string; cookie: string }[],
  { connections, seconds }: { connections: number; seconds: number },
): Promise<number> => {
  const written = requests.map(
    ({ path, cookie }) =>
      `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nAccept: text/html\r\nAccept-Language: sv\r\nCookie: ${cookie}\r\n\r\n`,
  );
  const started = performance.now();
  let turn = 0;
  const next = () => {
    if (performance.now() - started > seconds * 1000) return undefined;
    turn += 1;
    return written[turn % written.length];
  };
  const counts = await Promise.all(
    Array.from({ length: connections }, () => oneConnection(port, next)),
  );
  const answered = counts.reduce((sum, count) => sum + count, 0);
  return (answered * 1000) / (performance.now() - started);
};
