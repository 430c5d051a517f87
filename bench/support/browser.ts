import { Agent, request, type IncomingMessage } from 'node:http';

export interface Page {
  status: number;
  location: string | undefined;
  text: string;
}

type Form = [name: string, value: string][];

const read = async (message: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

/** One agent for all: a balancer in front of the portal also keeps its connections. */
export const createAgent = (connections: number) =>
  new Agent({ keepAlive: true, maxSockets: connections });

/** A browser over HTTP with its own cookies; it follows no redirect by itself. */
export const createBrowser = (origin: string, agent: Agent) => {
  const { hostname, port } = new URL(origin);
  const cookies = new Map<string, string>();

  const keep = (lines: string[] = []) => {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
  };

  /** What it sends as its cookies. */
  const cookie = () => [...cookies].map((pair) => pair.join('=')).join('; ');

  const send = (method: 'GET' | 'POST', path: string, form?: Form): Promise<Page> =>
    new Promise((resolve, reject) => {
      const body = form && new URLSearchParams(form).toString();
      const headers = {
        accept: 'text/html',
        'accept-language': 'sv',
        cookie: cookie(),
        ...(body === undefined
          ? {}
          : {
              'content-type': 'application/x-www-form-urlencoded',
              'content-length': Buffer.byteLength(body),
            }),
      };
      const outgoing = request({ hostname, port, path, method, headers, agent }, (message) => {
        keep(message.headers['set-cookie']);
        read(message).then((text) => {
          const { location } = message.headers;
          resolve({ status: message.statusCode ?? 0, location, text });
        }, reject);
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  return {
    cookie,
    get: (path: string) => send('GET', path),
    post: (path: string, form: Form) => send('POST', path, form),
  };
};

export type Browser = ReturnType<typeof createBrowser>;

/** The value of a form's hidden field, or the empty string. */
export const hiddenField = (html: string, name: string): string =>
  new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(html)?.[1] ?? '';

/** What answers the form of an exercise: its hidden fields, and the first thing to be chosen. */
export const exerciseFields = (html: string): Form => {
  const [, name = '', value = ''] = /name="(val|sak-[^"]+)"[^>]*?value="([^"]+)"/.exec(html) ?? [];
  return [
    ['svar', hiddenField(html, 'svar')],
    ['steg', hiddenField(html, 'steg')],
    [name, value],
  ];
};

/** Where a page of the course leads on. */
export const onward = (html: string): string =>
  (/<nav class="actions"[^>]*>\s*<a[^>]*href="([^"]+)"/.exec(html)?.[1] ?? '').replaceAll(
    '&amp;',
    '&',
  );
