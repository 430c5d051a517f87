import { gzipSync } from 'node:zlib';
import type { Attack, Attempt } from './attack.ts';
import { signedIn, startExchange, type Target } from './target.ts';

type Form = Record<string, string | string[]>;
type Try = (target: Target) => Promise<Attempt>;

/** A good answer, sent in some other way than in the one field of one form. */
const sent = (
  name: string,
  code: Attack['code'],
  form: (good: string) => Form,
  path: (good: string) => string = () => '/saml/acs',
): Attack => ({
  name,
  code,
  attempt: async (target) => {
    const { visitor, answer } = await startExchange(target);
    const good = await answer();
    return visitor.post(path(encodeURIComponent(good)), form(good));
  },
});

const got = (name: string, code: Attack['code'], path: (good: string) => string): Attack => ({
  name,
  code,
  attempt: async (target) => {
    const { visitor, answer } = await startExchange(target);
    return visitor.get(path(encodeURIComponent(await answer())));
  },
});

/** A body that is no form, with the cookies of a browser that asked. */
const raw = (
  name: string,
  code: Attack['code'],
  headers: Form,
  body: (good: string) => Buffer,
): Attack => ({
  name,
  code,
  attempt: async (target) => {
    const { visitor, answer } = await startExchange(target);
    const cookie = [...visitor.cookies].map((pair) => pair.join('=')).join('; ');
    const given = { cookie, ...headers } as Record<string, string>;
    const options = { method: 'POST', redirect: 'manual', headers: given } as const;
    return fetch(`${target.origin}/saml/acs`, {
      ...options,
      body: new Uint8Array(body(await answer())),
    });
  },
});

const urlencoded = 'application/x-www-form-urlencoded';
const formOf = (good: string) => new URLSearchParams({ SAMLResponse: good }).toString();

const bindings: Attack[] = [
  got('an answer by GET', 'SAML_BINDING', (good) => `/saml/acs?SAMLResponse=${good}`),
  got('an answer by GET to the way in', null, (good) => `/auth/login?SAMLResponse=${good}`),
  sent(
    'an answer in the address of a POST',
    'SAML_BINDING',
    () => ({}),
    (good) => `/saml/acs?SAMLResponse=${good}`,
  ),
  sent('an answer beside a request', 'SAML_BINDING', (good) => ({
    SAMLResponse: good,
    SAMLRequest: 'PHg+',
  })),
  sent('an answer with a signature of the redirect', 'SAML_BINDING', (good) => ({
    SAMLResponse: good,
    Signature: 'AAAA',
  })),
  sent('two answers in one form', 'SAML_MISSING', (good) => ({ SAMLResponse: [good, good] })),
  sent('an answer in an array', 'SAML_MISSING', (good) => ({ 'SAMLResponse[]': good })),
  sent('an oversized form', 'SAML_TOO_LARGE', (good) => ({
    SAMLResponse: good,
    x: 'A'.repeat(300_000),
  })),
  sent('a form of a hundred fields', 'SAML_TOO_LARGE', (good) => ({
    ...Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`x${n}`, ''])),
    SAMLResponse: good,
  })),
  raw('an answer in JSON', 'SAML_MISSING', { 'content-type': 'application/json' }, (good) =>
    Buffer.from(JSON.stringify({ SAMLResponse: good })),
  ),
  raw(
    'a form in UTF-7',
    'SAML_ENCODING',
    { 'content-type': `${urlencoded}; charset=utf-7` },
    (good) => Buffer.from(formOf(good)),
  ),
  raw(
    'a form of ten megabytes, compressed',
    'SAML_TOO_LARGE',
    { 'content-type': urlencoded, 'content-encoding': 'gzip' },
    (good) => gzipSync(`${formOf(good)}&x=${'A'.repeat(10_000_000)}`),
  ),
];

const unsignedLogout = Buffer.from(
  '<p:LogoutRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="_x" Version="2.0"/>',
).toString('base64');

/** Whoever is signed in must stay so; a session fewer is a gain as well. */
const logout = (
  name: string,
  code: Attack['code'],
  send: (visitor: Awaited<ReturnType<typeof signedIn>>) => Promise<{ status: number }>,
): Attack => ({
  name,
  code,
  attempt: async (target) => {
    const { status } = await send(await signedIn(target));
    return { status, sessions: 1 };
  },
});
const logoutQuery = `SAMLRequest=${encodeURIComponent(unsignedLogout)}`;

const logouts: Attack[] = [
  logout('an unsigned logout by GET', 'SAML_BINDING', (one) => one.get(`/saml/acs?${logoutQuery}`)),
  logout('an unsigned logout by GET to the way in', null, (one) =>
    one.get(`/auth/login?${logoutQuery}`),
  ),
  logout('an unsigned logout by POST', 'SAML_BINDING', (one) =>
    one.post('/saml/acs', { SAMLRequest: unsignedLogout }),
  ),
  logout('an unsigned logout in the field of answers', 'SAML_ROOT', (one) =>
    one.post('/saml/acs', { SAMLResponse: unsignedLogout }),
  ),
];

/** A good answer that wants to be sent on to somewhere else: it signs in, and stays here. */
const relayed =
  (RelayState: string): Try =>
  async (target) => {
    const { visitor, answer } = await startExchange(target);
    const { status, headers } = await visitor.post('/saml/acs', {
      SAMLResponse: await answer(),
      RelayState,
    });
    const to = new URL(headers.location ?? '', target.origin);
    return { status, sessions: 1, gained: to.origin !== new URL(target.origin).origin };
  };

const till =
  (path: string): Try =>
  async (target) => {
    const { answer, post } = await startExchange(
      target,
      `/auth/login?till=${encodeURIComponent(path)}`,
    );
    const { status, headers } = await post(await answer());
    const to = new URL(headers.location ?? '', target.origin);
    return { status, sessions: 1, gained: to.origin !== new URL(target.origin).origin };
  };

/** A session ID that the attacker planted must not become the person's. */
const fixation: Try = async (target) => {
  const { visitor, answer, post } = await startExchange(target);
  const planted = (await signedIn(target)).cookies.get('portal.sid') ?? '';
  visitor.cookies.set('portal.sid', planted);
  const { status } = await post(await answer());
  // The planted session ends as another begins.
  return { status, sessions: 1, gained: visitor.cookies.get('portal.sid') === planted };
};

const elsewhere = [
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  'javascript:alert(1)',
];

const ways: Attack[] = [
  ...elsewhere.map((to) => ({ name: `RelayState ${to}`, code: null, attempt: relayed(to) })),
  ...elsewhere.map((to) => ({ name: `a way on to ${to}`, code: null, attempt: till(to) })),
  { name: 'a planted session', code: null, attempt: fixation },
];

export const bindingAttacks = [...bindings, ...logouts, ...ways];
