import { Router, type Request, type Response } from 'express';
import { absenceKinds } from '../assignments/index.ts';
import { paperMethods } from '../completion/index.ts';
import type { Employee } from '../employees/index.ts';
import { PortalError } from '../platform/errors.ts';
import { keptFields } from '../platform/http/kept-form.ts';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { noonOf } from '../platform/swedish-day.ts';
import type { Entries } from './create-entries.ts';
import {
  absenceFields,
  checkAbsence,
  checkPaper,
  checkReason,
  checkWithdrawal,
  correctionFields,
  paperFields,
  readFields,
  withdrawFields,
  type EntryFault,
} from './entry-forms.ts';
import { moduleTitles } from './module-titles.ts';
import { formLocals, statusOf } from './show-form.ts';

const nameOf = ({ givenName, familyName }: Employee): string => `${givenName} ${familyName}`;
const pathOf = ({ id }: Pick<Employee, 'id'>): string => `/uppfoljning/personer/${id}/poster`;

type Typed = Readonly<Record<string, string>>;
interface Form {
  view: string;
  person: Employee;
  typed: Typed;
  faults?: readonly EntryFault[];
  more?: Record<string, unknown>;
}

/** What others enter about one person, at /uppfoljning/personer. */
export const personEntryRoutes = (entries: Entries): Router => {
  const slugs = entries.modules.map(({ slug }) => slug);

  const personOf = (req: Request<{ id: string }>, res: Response): Promise<Employee> =>
    entries.person(viewerOf(res), req.params.id);

  const show = (res: Response, { view, person, typed, faults = [], more }: Form): void => {
    const t = translatorOf(res);
    renderPage(
      res,
      `entries/${view}`,
      {
        ...formLocals(t, t(`entries.${view}.title`), faults),
        name: nameOf(person),
        back: pathOf(person),
        modules: moduleTitles(entries.modules, languageOfPage(res)),
        typed: { ...typed, ...(faults.length === 0 && keptFields(res)) },
        absenceKinds,
        paperMethods,
        dateOf: noonOf,
        ...more,
      },
      statusOf(faults),
    );
  };

  const saved = (res: Response, person: Employee, what: string): void => {
    res.redirect(303, `${pathOf(person)}?sparat=${what}`);
  };

  return Router()
    .get('/:id/poster', async (req, res) => {
      const person = await personOf(req, res);
      const records = await entries.recordsOf(viewerOf(res), person);
      const { sparat } = req.query;
      const known = ['papper', 'undantag', 'slut', 'rattelse'];
      renderPage(res, 'entries/records', {
        title: translatorOf(res)('entries.records.title', { name: nameOf(person) }),
        ...records,
        id: person.id,
        today: entries.today(),
        titles: new Map(
          moduleTitles(entries.modules, languageOfPage(res)).map(({ slug, title }) => [
            slug,
            title,
          ]),
        ),
        dateOf: noonOf,
        saved: known.find((what) => what === sparat) ?? null,
      });
    })
    .get('/:id/undantag', async (req, res) => {
      const person = await personOf(req, res);
      show(res, { view: 'absence', person, typed: { fran: entries.today() } });
    })
    .post('/:id/undantag', async (req, res) => {
      const person = await personOf(req, res);
      const typed = readFields(req.body, absenceFields);
      const checked = checkAbsence(typed, slugs, entries.today());
      if ('faults' in checked) {
        show(res, { view: 'absence', person, typed, faults: checked.faults });
        return;
      }
      await entries.absences.enter(person, checked.entry, viewerOf(res).id);
      saved(res, person, 'undantag');
    })
    .get('/:id/undantag/:entry', async (req, res) => {
      const person = await personOf(req, res);
      const entry = await entries.absence(person, req.params.entry);
      const today = entries.today();
      const fran = today < entry.from ? entry.from : today;
      show(res, { view: 'withdraw', person, typed: { fran }, more: { entry } });
    })
    .post('/:id/undantag/:entry', async (req, res) => {
      const person = await personOf(req, res);
      const entry = await entries.absence(person, req.params.entry);
      const typed = readFields(req.body, withdrawFields);
      const checked = checkWithdrawal(typed, entry);
      if ('faults' in checked) {
        show(res, { view: 'withdraw', person, typed, faults: checked.faults, more: { entry } });
        return;
      }
      await entries.absences.withdraw(entry, checked.entry, viewerOf(res).id);
      saved(res, person, 'slut');
    })
    .get('/:id/papper', async (req, res) => {
      const person = await personOf(req, res);
      const modul = typeof req.query.modul === 'string' ? req.query.modul : '';
      show(res, { view: 'paper', person, typed: { modul, dag: entries.today(), satt: 'sheet' } });
    })
    .post('/:id/papper', async (req, res) => {
      const person = await personOf(req, res);
      const typed = readFields(req.body, paperFields);
      const checked = checkPaper(typed, slugs, entries.today());
      const faults: EntryFault[] = 'faults' in checked ? [...checked.faults] : [];
      if ('entry' in checked) {
        const { module: slug, ...entry } = checked.entry;
        const module = entries.modules.find((one) => one.slug === slug);
        if (!module) throw new PortalError('NOT_FOUND');
        const by = viewerOf(res).id;
        if ((await entries.enterPaper(person.id, module, { ...entry, by })) === 'done')
          faults.push({ field: 'modul', fault: 'done' });
      }
      if (faults.length > 0) show(res, { view: 'paper', person, typed, faults });
      else saved(res, person, 'papper');
    })
    .get('/:id/rattelse/:entry', async (req, res) => {
      const person = await personOf(req, res);
      const completion = await entries.completion(person, req.params.entry);
      show(res, { view: 'correct', person, typed: {}, more: { completion } });
    })
    .post('/:id/rattelse/:entry', async (req, res) => {
      const person = await personOf(req, res);
      const completion = await entries.completion(person, req.params.entry);
      const typed = readFields(req.body, correctionFields);
      const checked = checkReason(typed);
      if ('faults' in checked) {
        show(res, { view: 'correct', person, typed, faults: checked.faults, more: { completion } });
        return;
      }
      await entries.correct(completion, { ...checked.entry, by: viewerOf(res).id });
      saved(res, person, 'rattelse');
    });
};
