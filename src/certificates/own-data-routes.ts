import { Router } from 'express';
import { PortalError } from '../platform/errors.ts';
import { formats, languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { dayOf } from '../platform/swedish-day.ts';
import { ownDataView } from './own-data-view.ts';
import type { OwnData } from './own-data.ts';

/** All that is on record about a person, for themselves, beside the certificates at /mina-intyg. */
export const ownDataRoutes = (ownData: OwnData): Router =>
  Router()
    .get('/uppgifter', async (_req, res) => {
      const data = await ownData(viewerOf(res).id);
      if (!data) throw new PortalError('NOT_FOUND');
      const t = translatorOf(res);
      const { formatMoment } = formats[languageOfPage(res)];
      const sections = ownDataView(data, { t, formatMoment });
      renderPage(res, 'certificates/data', { title: t('certificates.own.data'), sections });
    })
    .get('/uppgifter.json', async (_req, res) => {
      const data = await ownData(viewerOf(res).id);
      if (!data) throw new PortalError('NOT_FOUND');
      const name = translatorOf(res)('certificates.own.dataFile');
      res.attachment(`${name}-${dayOf(new Date())}.json`);
      res.type('json').send(JSON.stringify(data, null, 2));
    });
