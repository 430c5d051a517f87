import type { Request, Response, Router } from 'express';
import { formats, languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { dashboardView } from './dashboard-view.ts';
import type { ReadDashboard } from './dashboard.ts';
import { overviewOf } from './overview.ts';
import { readPeopleQuery } from './people-query.ts';
import { bestFirst, placeUnits, unitsBelow } from './place-units.ts';
import type { Reports } from './reports.ts';
import { unitViews } from './unit-views.ts';

const showDashboard = (readDashboard: ReadDashboard) => async (req: Request, res: Response) => {
  const t = translatorOf(res);
  const { unit } = readPeopleQuery(req.query).filter;
  const dashboard = await readDashboard(viewerOf(res), unit);
  const title = t('reports.dashboard.title');
  renderPage(res, 'reports/dashboard', {
    ...{ ...dashboard, title: dashboard.unit ? `${dashboard.unit.name} – ${title}` : title },
    ...dashboardView(dashboard, { t, ...formats[languageOfPage(res)] }),
    unitCount: dashboard.units.length,
    units: unitViews(bestFirst(unitsBelow(dashboard.units, dashboard.unit?.id))),
  });
};

const showUnits = (reports: Reports) => async (req: Request, res: Response) => {
  const { on, units } = overviewOf(await reports.look(viewerOf(res)));
  const placed = placeUnits(units);
  const inTreeOrder = req.query.ordning === 'organisation';
  renderPage(res, 'reports/units', {
    title: translatorOf(res)('reports.units.title'),
    ...{ on, inTreeOrder },
    units: unitViews(inTreeOrder ? placed : bestFirst(placed)),
  });
};

/** Where everybody stands: the page of figures, and every unit. */
export const addDashboardRoutes = (
  router: Router,
  reports: Reports,
  readDashboard: ReadDashboard,
): Router => router.get('/', showDashboard(readDashboard)).get('/enheter', showUnits(reports));
