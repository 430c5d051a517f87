import type { Request, Response, Router } from 'express';
import {
  formats,
  languageOfPage,
  translatorOf,
  type Organisation,
} from '../platform/http/page-locals.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { dayOf, noonOf } from '../platform/swedish-day.ts';
import type { FileWords } from './people-columns.ts';
import { writePeopleCsv } from './people-csv.ts';
import { writePeoplePdf } from './people-pdf.ts';
import { readPeopleQuery, type PeopleFilter } from './people-query.ts';
import { unitNames } from './people-routes.ts';
import { writePeopleXlsx } from './people-xlsx.ts';
import type { Reports } from './reports.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Some 700 sheets: who wants more than this wants a file to work in. */
const mostOnPaper = 20_000;

const begin = async (
  reports: Reports,
  { req, res, most }: { req: Request; res: Response; most?: number },
) => {
  const viewer = viewerOf(res);
  const { filter } = readPeopleQuery(req.query);
  const { people, total, units } = await reports.export(viewer, filter, most);
  const words: FileWords = { unitNames: unitNames(units), t: translatorOf(res) };
  return { people, total, filter, words };
};

const name = (res: Response, type: string, ending: string): void => {
  res.attachment(`${translatorOf(res)('reports.file')}-${dayOf(new Date())}.${ending}`);
  res.type(type);
};

/** What the list was narrowed to, in words. */
const leadOf = (
  res: Response,
  { unitNames: namesOf, t }: FileWords,
  filter: PeopleFilter,
): string => {
  const { formatDate } = formats[languageOfPage(res)];
  const { unit, status, on } = filter;
  return [
    ...(unit ? [namesOf([unit])] : []),
    ...(status ? [t(`reports.status.${status}`)] : []),
    formatDate(noonOf(on ?? dayOf(new Date()))),
  ]
    .filter(Boolean)
    .join(' · ');
};

/** The list as files, with the filter of its address: each is audited before it begins. */
export const addFileRoutes = (
  router: Router,
  reports: Reports,
  organisation: Pick<Organisation, 'name'>,
): Router =>
  router
    .get('/personer.csv', async (req, res) => {
      const { people, words } = await begin(reports, { req, res });
      name(res, 'text/csv; charset=utf-8', 'csv');
      await writePeopleCsv(people, words, res);
    })
    .get('/personer.xlsx', async (req, res) => {
      const { people, words } = await begin(reports, { req, res });
      name(res, xlsxType, 'xlsx');
      await writePeopleXlsx(people, words, res);
    })
    .get('/personer.pdf', async (req, res) => {
      const { people, total, filter, words } = await begin(reports, {
        req,
        res,
        most: mostOnPaper,
      });
      name(res, 'application/pdf', 'pdf');
      const lead = leadOf(res, words, filter);
      const language = languageOfPage(res);
      const paper = { language, author: organisation.name, lead, rows: total };
      await writePeoplePdf(people, words, paper, res);
    });
