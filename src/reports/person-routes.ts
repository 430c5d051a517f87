import { Router, type Request, type Response } from 'express';
import { PortalError } from '../platform/errors.ts';
import { formats, languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { dayOf, noonOf } from '../platform/swedish-day.ts';
import { eventWords } from './event-words.ts';
import { peopleAt, readPeopleQuery } from './people-query.ts';
import { unitNames } from './people-routes.ts';
import type { ReadPersonPage } from './person-page.ts';
import type { Reports } from './reports.ts';

/** The list from which the page was opened, with its filter; else that of everybody. */
const listBehind = (req: Request): string => {
  const from = URL.parse(req.get('referer') ?? '', 'http://none');
  const isList = from?.pathname === peopleAt({});
  return peopleAt(isList ? readPeopleQuery(Object.fromEntries(from.searchParams)).filter : {});
};

const showPerson =
  (reports: Reports, readPersonPage: ReadPersonPage) =>
  async (req: Request<{ id: string }>, res: Response): Promise<void> => {
    const page = await readPersonPage(viewerOf(res), req.params.id);
    if (!page) throw new PortalError('NOT_FOUND');
    const language = languageOfPage(res);
    const titles = new Map(
      reports.modules.map(({ slug, texts }) => [slug, texts[language].title] as const),
    );
    const moduleTitle = (slug: string) => titles.get(slug) ?? slug;
    const { formatDate } = formats[language];
    const names = { ...page, moduleTitle, formatDate, t: translatorOf(res) };
    renderPage(res, 'reports/person', {
      title: `${page.person.givenName} ${page.person.familyName}`,
      ...page,
      moduleTitle,
      events: page.events.map((event) => eventWords(event, names)),
      today: reports.today(),
      dateOf: noonOf,
      back: listBehind(req),
    });
  };

/** More names than this are no list for a wall. */
const mostListed = 500;

const modulesDone = (modules: Readonly<Record<string, string>>) => {
  const counted = Object.values(modules).filter((status) => status !== 'exempt');
  return { done: counted.filter((status) => status === 'done').length, total: counted.length };
};

const showTeam =
  (reports: Reports) =>
  async (req: Request, res: Response): Promise<void> => {
    const { filter } = readPeopleQuery(req.query);
    const page = await reports.people(viewerOf(res), filter, { most: mostListed });
    const { units } = page;
    const unit = units.length === 1 ? units[0] : units.find(({ id }) => id === filter.unit);
    renderPage(res, 'reports/team', {
      title: unit?.name ?? translatorOf(res)('reports.people.title'),
      ...page,
      back: peopleAt(filter),
      modulesDone,
      unitNames: unitNames(page.units),
      on: filter.on ?? dayOf(new Date()),
      dateOf: noonOf,
    });
  };

/** One person, at /uppfoljning/personer/:id. */
export const personRoutes = (reports: Reports, readPersonPage: ReadPersonPage): Router =>
  Router().get('/:id', showPerson(reports, readPersonPage));

/** The team on paper, at /uppfoljning/lista: the people of a filter, as the list has it. */
export const teamRoutes = (reports: Reports): Router => Router().get('/', showTeam(reports));
