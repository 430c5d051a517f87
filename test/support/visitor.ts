import request, { type Response } from 'supertest';
import { checkPage } from './check-page.ts';

type Form = Record<string, string | string[]>;

const html = 'text/html';
const anyType = '*/*';

const hidden = (page: string, name: string) =>
  new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(page)?.[1];

/**
 * A browser without a window: keeps cookies as a browser does, follows redirects within the portal
 * when told to, and checks each page it is shown.
 */
export const createVisitor = (origin: string, language = 'sv') => {
  const cookies = new Map<string, string>();
  let csrf = '';
  let owner = '';
  let page = '';

  const keep = (response: Response) => {
    const lines = (response.headers as { 'set-cookie'?: string[] })['set-cookie'] ?? [];
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/expires=Thu, 01 Jan 1970/i.test(line) || value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    if (!response.type.startsWith('text/html')) return;
    checkPage(response.request.url, response.text);
    csrf = hidden(response.text, '_csrf') ?? csrf;
    owner = hidden(response.text, '_owner') ?? owner;
  };

  const extra: Record<string, string> = {};

  const asked = (method: 'get' | 'post', path: string, accept: string) =>
    request(origin)
      [method](path)
      .redirects(0)
      .set('Cookie', [...cookies].map((pair) => pair.join('=')).join('; '))
      .set('Accept-Language', language)
      .set('Accept', accept)
      .set('Referer', page)
      .set(extra);

  const send = async (method: 'get' | 'post', path: string, accept: string, body?: Form) => {
    const sent = asked(method, path, accept);
    if (accept === anyType) sent.responseType('blob');
    const response = await (body === undefined ? sent : sent.type('form').send(encode(body)));
    keep(response);
    return response;
  };

  const encode = (form: Form) =>
    new URLSearchParams(
      Object.entries(form).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, one]),
      ),
    ).toString();

  const get = (path: string, accept = html) => send('get', path, accept);

  /** Follows redirects that stay in the portal, ten at most. */
  const follow = async (response: Response, left = 10): Promise<Response> => {
    const to = response.headers.location;
    if (to === undefined || left === 0) return response;
    const url = new URL(to, origin);
    return url.origin === new URL(origin).origin
      ? follow(await get(url.pathname + url.search), left - 1)
      : response;
  };

  const visitor = {
    cookies,
    /** Sends this header with every request from now on. */
    always: (name: string, value: string) => {
      extra[name] = value;
      return visitor;
    },
    /** What the next requests say that they come from: a path of the portal, or another site. */
    from: (address: string) => {
      page = new URL(address, origin).href;
      return visitor;
    },
    get,
    /** Its body is the file's bytes. */
    download: (path: string) => send('get', path, anyType),
    follow,
    open: async (path: string) => follow(await get(path)),
    /** Posts a form with what the last page seen says of itself, as its button would. */
    submit: (path: string, form: Form = {}, accept = html) =>
      send('post', path, accept, { _csrf: csrf, _owner: owner, ...form }),
    /** Sends a file with its form, as a browser does. */
    upload: async (path: string, field: string, file: { name: string; bytes: Buffer }) => {
      const sent = asked('post', path, html).field('_csrf', csrf).field('_owner', owner);
      const response = await sent.attach(field, file.bytes, file.name);
      keep(response);
      return response;
    },
    /** Sends a form with a file that ends too early. */
    broken: (path: string) =>
      asked('post', path, html)
        .set('Content-Type', 'multipart/form-data; boundary=x')
        .send('--x\r\nContent-Disposition: form-data; name="fil"; filename="a.csv"\r\n\r\nhalf'),
    /** Posts exactly this. */
    post: (path: string, form: Form, accept = html) => send('post', path, accept, form),
    hidden: (html: string, name: string) => hidden(html, name) ?? '',
  };
  return visitor;
};

export type Visitor = ReturnType<typeof createVisitor>;
