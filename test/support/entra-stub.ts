import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

interface StubUser {
  id: string;
  userPrincipalName: string;
  displayName: string;
  mailNickname: string;
  employeeId: string;
  accountEnabled: boolean;
  onPremisesSyncEnabled: boolean | null;
  lastPasswordChangeDateTime: string | null;
  password: string;
  mustChange: boolean;
}

interface PassWanted {
  lifetimeInMinutes: number;
}

export interface GraphReply {
  status: number;
  headers?: Record<string, string>;
  body?: object;
  /** The change is made all the same, and its answer lost: the line is cut. */
  afterChange?: boolean;
}

const user = (employeeId: string, more: Partial<StubUser> = {}): StubUser => ({
  id: `00000000-0000-0000-0000-00000000${employeeId}`,
  userPrincipalName: `person${employeeId}@kalix.test`,
  displayName: `Person ${employeeId}`,
  mailNickname: `person${employeeId}`,
  employeeId,
  accountEnabled: true,
  onPremisesSyncEnabled: null,
  lastPasswordChangeDateTime: '2026-01-02T03:04:05Z',
  password: 'Gamla ordet 1',
  mustChange: false,
  ...more,
});

const error = (status: number, code: string, message: string): GraphReply => ({
  status,
  body: { error: { code, message, innerError: { date: '2026-11-28T00:00:00' } } },
});

/** As Graph answers each of them, by its documentation. */
export const graphErrors = {
  weak: error(
    400,
    'Request_BadRequest',
    'The specified password does not comply with password complexity requirements. Please provide a different password.',
  ),
  forbidden: error(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  ),
  gone: error(404, 'Request_ResourceNotFound', 'Resource does not exist.'),
  busy: (seconds?: string): GraphReply => ({
    ...error(429, 'TooManyRequests', 'Too many requests.'),
    headers: seconds === undefined ? {} : { 'retry-after': seconds },
  }),
  down: error(503, 'serviceNotAvailable', 'The service is temporarily unavailable.'),
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
};

const valuesIn = (filter: string): string[] =>
  [...filter.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = '']) => value.replaceAll("''", "'"));

/**
 * Microsoft's token endpoint and the part of Graph v1.0 that the portal uses, as documented. No
 * real tenant can be had for a test.
 */
export const startEntraStub = async () => {
  const state = {
    users: [
      user('1001'),
      user('1003', { accountEnabled: false }),
      user('2001'),
      user('2002'),
      user('1007', { onPremisesSyncEnabled: true }),
      user('1009'),
      user('1009', { id: 'another', userPrincipalName: "o'hara@kalix.test" }),
    ],
    /** What the next requests to Graph are answered instead of what is right, in order. */
    replies: [] as GraphReply[],
    tokenReply: null as GraphReply | null,
    tokenForms: [] as URLSearchParams[],
    /** Every request to Graph: method and path, and when it came. */
    asked: [] as { what: string; at: number }[],
    revoked: [] as string[],
    /** Whom an access pass was made for. */
    passes: [] as string[],
  };

  const send = (response: ServerResponse, { status, headers = {}, body }: GraphReply): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body && JSON.stringify(body));
  };

  const token = async (request: IncomingMessage): Promise<GraphReply> => {
    state.tokenForms.push(new URLSearchParams(await readBody(request)));
    const granted = { token_type: 'Bearer', expires_in: 3599, access_token: 'stub-token' };
    return state.tokenReply ?? { status: 200, body: granted };
  };

  const change = async (request: IncomingMessage, found: StubUser): Promise<GraphReply> => {
    const { passwordProfile } = JSON.parse(await readBody(request)) as {
      passwordProfile: { password?: string; forceChangePasswordNextSignIn: boolean };
    };
    const { password, forceChangePasswordNextSignIn } = passwordProfile;
    if (password !== undefined && password.length < 8) return graphErrors.weak;
    found.mustChange = forceChangePasswordNextSignIn;
    if (password === undefined) return { status: 204 };
    found.password = password;
    found.lastPasswordChangeDateTime = new Date().toISOString();
    return { status: 204 };
  };

  const graph = async (request: IncomingMessage, url: URL): Promise<GraphReply> => {
    if (request.headers.authorization !== 'Bearer stub-token')
      return error(401, 'InvalidAuthenticationToken', 'Access token is empty.');
    if (url.pathname === '/v1.0/users') {
      const filter = url.searchParams.get('$filter');
      const attribute = filter?.split(' ', 1)[0] as 'employeeId' | 'userPrincipalName';
      const values = valuesIn(filter ?? '');
      const isWanted = (one: StubUser) => filter === null || values.includes(one[attribute]);
      return { status: 200, body: { value: state.users.filter(isWanted) } };
    }
    const [, , , id = '', action] = url.pathname.split('/').map(decodeURIComponent);
    const found = state.users.find((one) => [one.id, one.userPrincipalName].includes(id));
    if (!found) return graphErrors.gone;
    if (action === 'authentication') {
      state.passes.push(found.userPrincipalName);
      const { lifetimeInMinutes } = JSON.parse(await readBody(request)) as PassWanted;
      const temporaryAccessPass = `Pass${state.passes.length}%Kod`;
      const body = { id: 'p', temporaryAccessPass, lifetimeInMinutes, isUsableOnce: true };
      return { status: 201, body };
    }
    if (action === 'revokeSignInSessions') {
      state.revoked.push(found.userPrincipalName);
      return { status: 200, body: { value: true } };
    }
    return request.method === 'PATCH' ? change(request, found) : { status: 200, body: found };
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://stub');
    if (url.pathname === '/tenant/oauth2/v2.0/token') {
      send(response, await token(request));
      return;
    }
    state.asked.push({ what: `${request.method} ${url.pathname}`, at: Date.now() });
    const reply = state.replies.shift();
    if (reply && !reply.afterChange) {
      send(response, reply);
      return;
    }
    const right = await graph(request, url);
    if (reply) request.socket.destroy();
    else send(response, right);
  };

  const server = createServer((request, response) => void serve(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    user: (employeeId: string): StubUser => {
      const found = state.users.find((one) => one.employeeId === employeeId);
      if (!found) throw new Error(`The stub has no user ${employeeId}.`);
      return found;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};

export type EntraStub = Awaited<ReturnType<typeof startEntraStub>>;
