import { Router, type Request, type Response } from 'express';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { fileNameOf, writePeopleCsv } from './people-csv.ts';
import { peopleQuery, readPeopleQuery, statuses } from './people-filter.ts';
import type { Reports } from './reports.ts';
import { percent } from './unit-shares.ts';

const showShares = (reports: Reports) => async (_req: Request, res: Response) => {
  const title = translatorOf(res)('reports.shares.title');
  renderPage(res, 'reports/shares', { title, percent, ...(await reports.shares(viewerOf(res))) });
};

/** The filter of the address, within what the viewer may see, and the names of the units. */
const asked = async (reports: Reports, req: Request, res: Response) => {
  const scope = await reports.scopeOf(viewerOf(res));
  const units = await reports.unitsIn(scope);
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  return {
    ...readPeopleQuery(req.query, scope),
    units,
    unitName: (id: string) => names.get(id) ?? '',
  };
};

const showPeople = (reports: Reports) => async (req: Request, res: Response) => {
  const { filter, after, units, unitName } = await asked(reports, req, res);
  const page = await reports.people(viewerOf(res), filter, after);
  renderPage(res, 'reports/people', {
    title: translatorOf(res)('reports.people.title'),
    ...page,
    filter,
    statuses,
    units,
    unitName,
    csvUrl: `/uppfoljning/personer.csv${peopleQuery(filter)}`,
    firstUrl: after ? `/uppfoljning/personer${peopleQuery(filter)}` : null,
    nextUrl: page.next ? `/uppfoljning/personer${peopleQuery(filter, page.next)}` : null,
  });
};

const sendCsv = (reports: Reports) => async (req: Request, res: Response) => {
  const { filter, unitName } = await asked(reports, req, res);
  const people = await reports.export(viewerOf(res), filter);
  const t = translatorOf(res);
  res.attachment(fileNameOf(t));
  res.type('text/csv; charset=utf-8');
  await writePeopleCsv(people, unitName, t, res);
};

/** Follow-up for HR and managers, at /uppfoljning. */
export const reportRoutes = (reports: Reports): Router =>
  Router()
    .get('/', showShares(reports))
    .get('/personer', showPeople(reports))
    .get('/personer.csv', sendCsv(reports));
