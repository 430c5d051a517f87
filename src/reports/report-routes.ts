import { Router, type Request, type Response } from 'express';
import { translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { noonOf } from '../platform/swedish-day.ts';
import { fileNameOf, writePeopleCsv } from './people-csv.ts';
import { peopleQuery, readPeopleQuery, wantedStatuses } from './people-query.ts';
import { percent } from './percent.ts';
import type { Reports } from './reports.ts';

const showShares = (reports: Reports) => async (_req: Request, res: Response) => {
  const title = translatorOf(res)('reports.shares.title');
  renderPage(res, 'reports/shares', { title, percent, ...(await reports.overview(viewerOf(res))) });
};

/** The filter of the address, and the units that the viewer may see. */
const asked = async (reports: Reports, req: Request, res: Response) => {
  const units = await reports.unitsIn(await reports.scopeOf(viewerOf(res)));
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  const unitName = (id: string) => names.get(id) ?? '';
  return { ...readPeopleQuery(req.query), units, unitName };
};

const showPeople = (reports: Reports) => async (req: Request, res: Response) => {
  const { filter, after, units, unitName } = await asked(reports, req, res);
  const page = await reports.people(viewerOf(res), filter, after);
  renderPage(res, 'reports/people', {
    title: translatorOf(res)('reports.people.title'),
    ...page,
    dateOf: noonOf,
    filter,
    statuses: wantedStatuses,
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
