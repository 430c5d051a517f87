import { Router, type Response } from 'express';
import { PortalError } from '../platform/errors.ts';
import {
  formats,
  languageOfPage,
  translatorOf,
  type Organisation,
} from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { Role } from '../platform/roles.ts';
import { leadershipPdf } from './leadership-pdf.ts';
import { leadershipView, quarterName, type LeadershipWords } from './leadership-view.ts';
import type { ReadLeadership } from './leadership.ts';
import { latestQuarters, quarterOf, readQuarter } from './quarter.ts';
import type { Reports } from './reports.ts';

/** Quarters to choose among: two years. */
const offered = 8;

/** The leadership's report of a quarter, as a page and as one sheet to hand over. */
export const leadershipRoutes = (
  reports: Pick<Reports, 'today' | 'modules'>,
  readLeadership: ReadLeadership,
  organisation: Pick<Organisation, 'name' | 'product'>,
): Router => {
  const wordsOf = (res: Response): LeadershipWords => {
    const language = languageOfPage(res);
    return { t: translatorOf(res), language, modules: reports.modules, ...formats[language] };
  };

  return Router()
    .get('/', async (req, res) => {
      const today = reports.today();
      const asked = typeof req.query.kvartal === 'string' ? req.query.kvartal : '';
      const quarter = readQuarter(asked, today) ?? quarterOf(today);
      const viewer = viewerOf(res);
      const report = await readLeadership(viewer, quarter, 'report.viewed');
      const is = (role: Role) => viewer.roles.includes(role);
      const words = wordsOf(res);
      const title = words.t('reports.leadership.title');
      const quarters = latestQuarters(today, offered).map((one) => ({
        ...one,
        name: quarterName(one, words),
      }));
      renderPage(res, 'reports/leadership', {
        ...leadershipView(report, words),
        ...{ title, quarter, quarters },
        follows: is('hr') || is('manager'),
        entersPhishing: is('hr') || is('it'),
      });
    })
    .get('/:quarter.pdf', async (req, res) => {
      const quarter = readQuarter(req.params.quarter, reports.today());
      if (!quarter) throw new PortalError('NOT_FOUND');
      const report = await readLeadership(viewerOf(res), quarter, 'report.exported');
      const words = wordsOf(res);
      const { t, language } = words;
      const author = `${organisation.name}, ${organisation.product}`;
      const paper = { t, language, author, madeAt: new Date() };
      const pdf = await leadershipPdf(leadershipView(report, words), paper);
      res.attachment(`${t('reports.leadership.file')}-${quarter.id}.pdf`);
      res.type('application/pdf');
      pdf.pipe(res);
    });
};
