import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express, { Router, type Express } from 'express';
import type { KeyPairPem } from '../../platform/key-pair.ts';
import { answerRoutes } from './answer-routes.ts';
import type { DemoPerson } from './demo-person.ts';
import { createHandles } from './handles.ts';
import { createIdentityProvider } from './identity-provider.ts';
import { journeyRoutes } from './journey-routes.ts';
import { mailboxRoutes } from './mailbox-routes.ts';
import { markup } from '../../platform/markup.ts';
import { errorNotices, notFound } from './notices.ts';
import { textsIn } from './pages/layout.ts';
import { pageHeaders, sendPage } from './send-page.ts';
import { createServiceProviderSource } from './service-provider-source.ts';
import { languageOf, type IdentityProviderPages } from './sign-in.ts';
import { ssoRoutes } from './sso-routes.ts';

export interface IdentityProviderSettings {
  host: string;
  /** 0 takes any free port. */
  port: number;
  keys: KeyPairPem;
  people: () => Promise<DemoPerson[]>;
  /** A test personal number that is nobody's in the roster, to try how the portal answers. */
  unknownPersonalNumber?: string;
  /** The portal's metadata (XML). */
  serviceProviderMetadata: () => Promise<string>;
  /** Address in the browser. Default: http://HOST:PORT. */
  baseUrl?: string;
  /** Folder of the messages that the demo's portal would have sent. */
  messages?: string;
  /** Hears of faults that are this program's own. Default: standard error. */
  onFault?: (error: unknown) => void;
}

const assets = fileURLToPath(new URL('assets/', import.meta.url));

const strangerWith = (personalNumber: string): DemoPerson => ({
  id: 'stranger',
  personalNumber,
  givenName: 'Okänd',
  familyName: 'Person',
  roles: [],
  unit: '',
});

const frontRoutes = ({ identityProvider }: IdentityProviderPages): Router =>
  Router()
    .get('/', (req, res) => {
      const language = languageOf(req);
      const { home } = textsIn(language);
      const content = markup`<p class="lead">${home.text}</p><p><a href="/metadata">${home.metadata}</a></p>`;
      sendPage(res, { language, title: home.title, content, languageSwitch: '/' });
    })
    .get('/metadata', (_req, res) => {
      res.type('application/samlmetadata+xml').send(identityProvider.metadata());
    });

const createApp = (
  pages: IdentityProviderPages,
  { messages, onFault = console.error }: Pick<IdentityProviderSettings, 'messages' | 'onFault'>,
): Express => {
  const app = express().disable('x-powered-by').set('query parser', 'simple');
  app.use(pageHeaders);
  app.use('/assets', express.static(assets, { index: false }));
  app.use(express.urlencoded({ extended: false, limit: '256kb' }));
  app.use(frontRoutes(pages), ssoRoutes(pages), journeyRoutes(pages), answerRoutes(pages));
  if (messages !== undefined) app.use(mailboxRoutes(messages));
  app.use(notFound, errorNotices(onFault));
  return app;
};

const listen = async (server: Server, host: string, port: number): Promise<number> => {
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const close = async (server: Server): Promise<void> => {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
};

/**
 * Starts the development identity provider: real SAML, invented people, no identification at all.
 *
 * @throws the system's error when the address cannot be listened on (`EADDRINUSE` …).
 */
export const startIdentityProvider = async (settings: IdentityProviderSettings) => {
  const { host, keys, people, unknownPersonalNumber } = settings;
  const server = createServer();
  const port = await listen(server, host, settings.port);
  const baseUrl = (settings.baseUrl ?? `http://${host}:${port}`).replace(/\/+$/, '');
  const identityProvider = createIdentityProvider({ baseUrl, keys });
  const pages: IdentityProviderPages = {
    identityProvider,
    people,
    stranger: unknownPersonalNumber === undefined ? null : strangerWith(unknownPersonalNumber),
    serviceProvider: createServiceProviderSource(settings.serviceProviderMetadata),
    signIns: createHandles({ minutes: 15, most: 10_000 }),
    sessions: createHandles({ minutes: 8 * 60, most: 10_000 }),
    usedIds: new Set(),
  };
  server.on('request', createApp(pages, settings));
  return {
    url: baseUrl,
    metadataUrl: identityProvider.entityId,
    close: () => close(server),
  };
};
