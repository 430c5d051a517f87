import { randomInt } from 'node:crypto';
import { Router, type Response } from 'express';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { CompletionService } from './create-completion.ts';
import { moduleOf } from './module-of.ts';
import { mostSheets, sheetOf } from './sheet.ts';
import { modulePath } from './steps.ts';

/** The number of a sheet, as it stands on it; undefined when it is none. */
const numberIn = (text: unknown): number | undefined =>
  typeof text === 'string' && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined;

const mayCorrect = (res: Response): boolean =>
  viewerOf(res).roles.some((role) => role === 'manager' || role === 'hr');

/** A module on paper: its pages, and questions to answer by hand. */
export const addSheetRoutes = (router: Router, { catalogue }: CompletionService): void => {
  router.get('/:slug/blad', (req, res) => {
    const module = moduleOf(catalogue, req.params.slug);
    const number = numberIn(req.query.nr);
    if (number === undefined) {
      const fresh = String(randomInt(1, mostSheets + 1));
      res.redirect(303, `${modulePath(module.slug)}/blad?nr=${fresh}`);
      return;
    }
    const language = languageOfPage(res);
    const text = module.texts[language];
    renderPage(res, 'course/sheet', {
      title: translatorOf(res)('course.sheet.title', { module: text.title }),
      moduleTitle: text.title,
      pages: text.pages,
      sheet: sheetOf(module, language, number),
      back: modulePath(module.slug),
      keyPath: mayCorrect(res) ? `/facit/${module.slug}?nr=${number}` : null,
    });
  });
};

/** The right answers of a sheet, for whoever corrects it and knows its number. At /facit. */
export const sheetKeyRoutes = ({ catalogue }: CompletionService): Router =>
  Router().get('/:slug', (req, res) => {
    const module = moduleOf(catalogue, req.params.slug);
    const number = numberIn(req.query.nr);
    const language = languageOfPage(res);
    const moduleTitle = module.texts[language].title;
    renderPage(res, 'course/sheet-key', {
      title: translatorOf(res)('course.sheet.key', { module: moduleTitle }),
      sheet: number === undefined ? null : sheetOf(module, language, number),
    });
  });
