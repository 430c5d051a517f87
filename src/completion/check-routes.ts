import type { Response, Router } from 'express';
import type { Module } from '../courses/index.ts';
import { PortalError } from '../platform/errors.ts';
import { keptFields } from '../platform/http/kept-form.ts';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { OpenAttempt } from './attempt-store.ts';
import { checkView } from './check-view.ts';
import type { CompletionService } from './create-completion.ts';
import { fieldsOf } from './form-fields.ts';
import { moduleOf } from './module-of.ts';
import { readAnswers, type ReadAnswers } from './read-answers.ts';
import { retryView } from './retry-view.ts';
import { modulePath, planOf, stepPath } from './steps.ts';

/** What was chosen before the session ended or the language was changed; nothing is missing yet. */
const keptAnswers = (res: Response, { questions }: OpenAttempt): ReadAnswers => ({
  ...readAnswers(questions, keptFields(res)),
  unanswered: [],
});

const showCheck = (
  res: Response,
  module: Module,
  attempt: OpenAttempt,
  read: ReadAnswers,
): void => {
  const t = translatorOf(res);
  const isIncomplete = read.unanswered.length > 0;
  const error = isIncomplete ? `${t('layout.error')} ` : '';
  const title = `${error}${t('course.check.title')}`;
  const view = checkView(module, languageOfPage(res), attempt, read);
  renderPage(res, 'course/check', { ...view, title }, isIncomplete ? 422 : 200);
};

/** The knowledge check: the open attempt, and its answers. */
export const addCheckRoutes = (router: Router, completion: CompletionService): void => {
  const { catalogue, check } = completion;

  router.get('/:slug/prov', async (req, res) => {
    const module = moduleOf(catalogue, req.params.slug);
    const opened = await check.open(viewerOf(res).id, module);
    switch (opened.kind) {
      case 'open':
        showCheck(res, module, opened.attempt, keptAnswers(res, opened.attempt));
        return;
      case 'paused': {
        const title = translatorOf(res)('course.pause.title');
        const retry = retryView(module, languageOfPage(res), opened.rule);
        renderPage(res, 'course/pause', { title, retry });
        return;
      }
      case 'done':
        res.redirect(303, `${modulePath(module.slug)}/klar`);
        return;
      case 'not-yet':
        res.redirect(303, modulePath(module.slug));
    }
  });

  router.post('/:slug/prov', async (req, res) => {
    const module = moduleOf(catalogue, req.params.slug);
    const fields = fieldsOf(req.body);
    const language = languageOfPage(res);
    const attemptId = String(fields.attempt);
    const answered = await check.answer(viewerOf(res).id, module, { attemptId, fields, language });
    const here = stepPath(module, planOf(module).check);
    switch (answered.kind) {
      case 'answered':
        res.redirect(303, `${here}/${answered.attempt.id}`);
        return;
      case 'incomplete':
        showCheck(res, module, answered.attempt, answered);
        return;
      case 'outdated':
        res.redirect(303, here);
        return;
      case 'unknown':
        throw new PortalError('NOT_FOUND');
    }
  });
};
