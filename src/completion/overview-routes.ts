import type { Router } from 'express';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { CompletionService } from './create-completion.ts';
import { moduleOf } from './module-of.ts';
import { overviewView } from './overview-view.ts';
import { modulePath, stepPath } from './steps.ts';

/** The overview, the way into a module, and the page at its end. */
export const addOverviewRoutes = (router: Router, completion: CompletionService): void => {
  const { catalogue, course } = completion;

  router.get('/', async (_req, res) => {
    const viewer = viewerOf(res);
    const { givenName } = viewer;
    const overview = overviewView(await course.overview(viewer.id), languageOfPage(res));
    const title = translatorOf(res)('course.overview.title');
    const hasNotice = await completion.privacyNotice(viewer);
    renderPage(res, 'course/overview', { title, givenName, overview, hasNotice });
  });

  /** Where the person left it, on whatever device. */
  router.get('/:slug', async (req, res) => {
    const module = moduleOf(catalogue, req.params.slug);
    const { modules } = await course.overview(viewerOf(res).id);
    const state = modules.find((one) => one.module === module);
    if (state?.isOpen === false) {
      res.redirect(303, '/kurs');
      return;
    }
    const step = state?.state === 'in-progress' ? state.step : 1;
    const done = `${modulePath(module.slug)}/klar`;
    res.redirect(303, state?.state === 'done' ? done : stepPath(module, step));
  });

  router.get('/:slug/klar', async (req, res) => {
    const module = moduleOf(catalogue, req.params.slug);
    const overview = await course.overview(viewerOf(res).id);
    const state = overview.modules.find((one) => one.module === module);
    if (state?.state !== 'done') {
      res.redirect(303, modulePath(module.slug));
      return;
    }
    const language = languageOfPage(res);
    renderPage(res, 'course/done', {
      title: translatorOf(res)('course.done.title'),
      moduleTitle: module.texts[language].title,
      held: state.completion,
      readAgain: stepPath(module, 1),
      overview: overviewView(overview, language),
    });
  });
};
