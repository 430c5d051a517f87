import { Router, type Request, type Response } from 'express';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { fileNameOf, writePeopleCsv } from './people-csv.ts';
import { readPeopleQuery } from './people-query.ts';
import { unitNames } from './people-routes.ts';
import { percent } from './percent.ts';
import type { Reports } from './reports.ts';

const showShares = (reports: Reports) => async (_req: Request, res: Response) => {
  const title = translatorOf(res)('reports.shares.title');
  renderPage(res, 'reports/shares', { title, percent, ...(await reports.overview(viewerOf(res))) });
};

const sendCsv = (reports: Reports) => async (req: Request, res: Response) => {
  const { filter } = readPeopleQuery(req.query);
  const viewer = viewerOf(res);
  const [people, units] = await Promise.all([
    reports.export(viewer, filter),
    reports.scopeOf(viewer).then((scope) => reports.unitsIn(scope, filter.on)),
  ]);
  const t = translatorOf(res);
  res.attachment(fileNameOf(t));
  res.type('text/csv; charset=utf-8');
  await writePeopleCsv(people, unitNames(units), t, res);
};

/** Follow-up for HR and managers, at /uppfoljning. */
export const reportRoutes = (reports: Reports): Router =>
  Router().get('/', showShares(reports)).get('/personer.csv', sendCsv(reports));
