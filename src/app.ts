import express, { type Express } from 'express';
import { accessTable } from './access.ts';
import { apiBase, onlyReading, requireToken } from './api/index.ts';
import {
  loadViewer,
  requireBankId,
  requireResetDone,
  requireRoles,
  sessions,
} from './auth/index.ts';
import { keepable } from './kept-fields.ts';
import {
  mountAccessTable,
  refuseUndeclaredRoutes,
  type AccessRow,
} from './platform/http/access-table.ts';
import { csrfProtection, formToken } from './platform/http/csrf.ts';
import { errorPages, notFound } from './platform/http/error-pages.ts';
import { problems } from './platform/http/problem.ts';
import { readForm, refuseUnreadForm } from './platform/http/form-body.ts';
import { keptForms } from './platform/http/kept-form.ts';
import { pageLocals } from './platform/http/page-locals.ts';
import { readUpload } from './platform/http/read-upload.ts';
import { requestLog } from './platform/http/request-log.ts';
import { securityHeaders } from './platform/http/security-headers.ts';
import type { Services } from './services.ts';

/** The identity provider's answer is larger than a form of ours, and its route reads it itself. */
const ownForms = /^\/(?!saml\/).*/;

/** They may bring a list of everybody in a large organisation, and are kept when the session has ended. */
const campaignForms = { at: /^\/kampanjer\/(ny|[^/]+\/andra)$/, maxBytes: 2 * 1024 * 1024 };

const isApi = ({ at }: AccessRow): boolean => at.startsWith(`${apiBase}/`);

/** The portal over HTTP. The lines stand in the order in which a request meets them. */
export const createApp = (services: Services): Express => {
  const { config, logger, auth, i18n, assets } = services;
  const rows = accessTable(services);
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustProxy);
  app.set('views', services.views);

  app.use(requestLog(logger));
  app.use(securityHeaders({ https: auth.https }));
  app.use('/assets', assets.router);
  const guards = {
    requireRoles: requireRoles(auth.audit),
    requireResetDone,
    requireBankId,
    requireToken: requireToken(services.api.tokens, services.api.limiter),
  };
  // Programs have neither session nor cookie, and read no page.
  app.use(apiBase, onlyReading);
  mountAccessTable(app, rows.filter(isApi), guards);
  app.use(apiBase, problems(logger));
  const { organisation } = config;
  app.use(pageLocals({ i18n, organisation, assetUrl: assets.url, sign: assets.sign }));
  app.use(ownForms, readForm);
  app.use(readUpload(campaignForms));
  app.use(keptForms({ secret: config.sessionSecret, https: auth.https, keepable }));
  app.use(sessions(auth));
  app.use(loadViewer(auth));
  app.use(readUpload({ at: /^\/personallista$/, who: ['hr'], maxBytes: config.roster.maxBytes }));
  app.use(formToken, refuseUnreadForm);
  app.use(
    csrfProtection({
      except: ['/saml/acs'],
      visitors: ['/nodinloggning', '/utan-bankid', '/utan-bankid/kodblad', '/stoppa'],
      origin: config.baseUrl,
    }),
  );
  const pages = rows.filter((row) => !isApi(row));
  mountAccessTable(app, pages, guards);
  app.use(notFound);
  app.use(errorPages(logger));
  refuseUndeclaredRoutes(app, rows, [assets.router]);
  return app;
};
