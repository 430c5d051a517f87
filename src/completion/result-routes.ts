import type { Router } from 'express';
import { PortalError } from '../platform/errors.ts';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { resultView } from './check-view.ts';
import type { CompletionService } from './create-completion.ts';
import { moduleOf } from './module-of.ts';
import { retryView } from './retry-view.ts';
import { modulePath, planOf, stepPath } from './steps.ts';

/** What came of an attempt, question by question. */
export const addResultRoutes = (router: Router, { catalogue, check }: CompletionService): void => {
  router.get('/:slug/prov/:attempt', async (req, res) => {
    const module = moduleOf(catalogue, req.params.slug);
    const attempt = await check.find(viewerOf(res).id, module, req.params.attempt);
    if (!attempt) throw new PortalError('NOT_FOUND');
    if (!attempt.answeredAt) {
      res.redirect(303, stepPath(module, planOf(module).check));
      return;
    }
    const t = translatorOf(res);
    const language = languageOfPage(res);
    renderPage(res, 'course/result', {
      title: t(attempt.passed ? 'course.result.passed' : 'course.result.failed'),
      result: resultView(module, language, attempt),
      retry: retryView(module, language, check.ruleAfter(attempt)),
      done: `${modulePath(module.slug)}/klar`,
    });
  });
};
