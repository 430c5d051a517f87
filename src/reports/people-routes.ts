import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { keptFields } from '../platform/http/kept-form.ts';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { dayOf, noonOf } from '../platform/swedish-day.ts';
import { peopleQuery, readPeopleQuery } from './people-query.ts';
import { filterForm } from './people-view.ts';
import type { Reports } from './reports.ts';
import type { SavedViewStore } from './saved-view-store.ts';

const at = '/uppfoljning/personer';

const typed = z.object({ namn: z.string().trim().max(100).catch('') }).catch({ namn: '' });
const named = z.object({ vy: z.string().trim().min(1).max(60) });

export const unitNames = (units: readonly { id: string; name: string }[]) => {
  const names = new Map(units.map(({ id, name }) => [id, name]));
  return (ids: readonly string[]) =>
    ids
      .map((id) => names.get(id) ?? '')
      .filter((name) => name !== '')
      .join(', ');
};

const showPeople =
  (reports: Reports, views: SavedViewStore) =>
  async (req: Request, res: Response): Promise<void> => {
    const { filter, after } = readPeopleQuery(req.query);
    const viewer = viewerOf(res);
    const [page, saved] = await Promise.all([
      reports.people(viewer, filter, { after }),
      views.of(viewer.id),
    ]);
    const kept = keptFields(res).namn;
    const form = filterForm(reports, filter, languageOfPage(res));
    renderPage(res, 'reports/people', {
      title: translatorOf(res)('reports.people.title'),
      ...{ ...page, ...form, search: kept ?? form.search, saved },
      unitNames: unitNames(page.units),
      dateOf: noonOf,
      today: dayOf(new Date()),
      query: peopleQuery(filter),
      firstUrl: after ? at + peopleQuery(filter) : null,
      nextUrl: page.next ? at + peopleQuery(filter, page.next) : null,
    });
  };

/** What was chosen and typed becomes an address, in which no name can be read. */
const search =
  ({ seal }: Reports) =>
  (req: Request, res: Response): void => {
    const { filter } = readPeopleQuery(req.body);
    res.redirect(
      303,
      at + peopleQuery({ ...filter, search: seal.sealOf(typed.parse(req.body).namn) }),
    );
  };

/** Keeps the choice under a name; the page's own address holds it. */
const saveView =
  (views: SavedViewStore) =>
  async (req: Request, res: Response): Promise<void> => {
    const { filter } = readPeopleQuery(req.body);
    const query = peopleQuery(filter);
    const name = named.safeParse(req.body).data?.vy;
    if (name !== undefined) await views.put(viewerOf(res).id, { name, query });
    res.redirect(303, at + query);
  };

const removeView =
  (views: SavedViewStore) =>
  async (req: Request<{ id: string }>, res: Response): Promise<void> => {
    await views.remove(viewerOf(res).id, req.params.id);
    res.redirect(303, at + peopleQuery(readPeopleQuery(req.body).filter));
  };

/** The list of people for HR and managers, at /uppfoljning/personer. */
export const peopleRoutes = (reports: Reports, views: SavedViewStore): Router =>
  Router()
    .get('/', showPeople(reports, views))
    .post('/', search(reports))
    .post('/vyer', saveView(views))
    .post('/vyer/:id/ta-bort', removeView(views));
