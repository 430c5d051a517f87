import { Router, type Request, type Response } from 'express';
import { PortalError } from '../platform/errors.ts';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { ask } from './auth-routes.ts';
import type { Auth } from './create-auth.ts';
import { causeInWords, expiryRows, providerPanels } from './sign-in-page.ts';

const mostRows = 100;

/** The provider's name as people know it; one that is in the settings no longer by its id. */
const namesIn = ({ providers }: Auth, res: Response) => {
  const names = new Map(
    providers.settings.map(({ id, name }) => [id, name[languageOfPage(res)]] as const),
  );
  return (id: string | null): string => (id === null ? '' : (names.get(id) ?? id));
};

const showSignIns = (auth: Auth) => async (_req: Request, res: Response) => {
  const t = translatorOf(res);
  const rows = await auth.signInLog.last(mostRows);
  renderPage(res, 'auth/sign-ins', {
    title: t('signin.title'),
    nameOf: namesIn(auth, res),
    panels: providerPanels(auth.providers.health(), auth.watch.outlook(), rows),
    expiries: expiryRows(auth.expiries()),
    waiting: (await auth.relinks.waiting()).length,
    rows,
    causeOf: (code: string) => causeInWords(t, code),
  });
};

const startTrial =
  (auth: Auth) => (req: Request, res: Response, next: (error?: unknown) => void) => {
    const provider = auth.providers.settings.find(({ id }) => id === req.query.hos);
    if (!provider) throw new PortalError('NOT_FOUND');
    return ask(
      { purpose: 'trial', provider: provider.id, returnTo: '/inloggning' },
      auth,
      req,
      res,
      next,
    );
  };

const showTrial = (auth: Auth) => async (req: Request<{ id: string }>, res: Response) => {
  const trial = await auth.trials.find(req.params.id, viewerOf(res).id);
  if (!trial) throw new PortalError('NOT_FOUND');
  const t = translatorOf(res);
  const settings = auth.providers.settings.find(({ id }) => id === trial.provider);
  renderPage(res, 'auth/trial', {
    title: t(`signin.trial.${trial.code === null ? 'works' : 'fails'}`),
    trial,
    nameOf: namesIn(auth, res),
    cause: trial.code === null ? null : causeInWords(t, trial.code),
    personalNumber: settings?.attributes.personalNumber,
  });
};

/**
 * `/inloggning`: how signing in goes, for IT; `/prov?hos=ID` tries it with one identity provider
 * without signing anybody in.
 */
export const signInRoutes = (auth: Auth): Router =>
  Router()
    .get('/', showSignIns(auth))
    .get('/prov', startTrial(auth))
    .get('/prov/:id', showTrial(auth));
