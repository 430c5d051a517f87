import type { Response, Router } from 'express';
import type { Module } from '../courses/index.ts';
import { PortalError } from '../platform/errors.ts';
import { keptFields } from '../platform/http/kept-form.ts';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import { questionFields } from './check-view.ts';
import type { CompletionService } from './create-completion.ts';
import { fieldsOf } from './form-fields.ts';
import { moduleOf } from './module-of.ts';
import type { PreTest } from './pre-test-store.ts';
import { readAnswers, type ReadAnswers } from './read-answers.ts';
import { exerciseStep, modulePath, stepPath } from './steps.ts';

const show = (res: Response, module: Module, test: PreTest, read: ReadAnswers): void => {
  const t = translatorOf(res);
  const language = languageOfPage(res);
  const isIncomplete = test.result === null && read.unanswered.length > 0;
  const title = t('course.preTest.title');
  renderPage(
    res,
    'course/pre-test',
    {
      title: isIncomplete ? `${t('layout.error')} ${title}` : title,
      moduleTitle: module.texts[language].title,
      questions: questionFields(module, language, test, read),
      result: test.result,
      of: test.questions.length,
      action: `${modulePath(module.slug)}/fortest`,
      pages: stepPath(module, 1),
      exercise: stepPath(module, exerciseStep(module, 1)),
    },
    isIncomplete ? 422 : 200,
  );
};

/** The test before the pages of a module, where the organisation offers one. */
export const addPreTestRoutes = (router: Router, completion: CompletionService): void => {
  const { catalogue, preTest } = completion;
  const moduleWith = (slug: string): Module => {
    if (!preTest.isOffered) throw new PortalError('NOT_FOUND');
    return moduleOf(catalogue, slug);
  };

  router.get('/:slug/fortest', async (req, res) => {
    const module = moduleWith(req.params.slug);
    const test = await preTest.open(viewerOf(res).id, module);
    if (!test) {
      res.redirect(303, modulePath(module.slug));
      return;
    }
    const kept = readAnswers(test.questions, keptFields(res));
    show(res, module, test, { ...kept, unanswered: [] });
  });

  router.post('/:slug/fortest', async (req, res) => {
    const module = moduleWith(req.params.slug);
    const answered = await preTest.answer(viewerOf(res).id, module, fieldsOf(req.body));
    if (answered?.test.result === null && answered.read.unanswered.length > 0)
      show(res, module, answered.test, answered.read);
    else res.redirect(303, `${modulePath(module.slug)}/fortest`);
  });
};
