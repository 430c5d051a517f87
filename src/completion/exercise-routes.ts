import type { Response, Router } from 'express';
import type { Module } from '../courses/index.ts';
import { keptFields } from '../platform/http/kept-form.ts';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { CompletionService } from './create-completion.ts';
import { makeChoice, readChoices, readStep } from './exercise-run.ts';
import { exerciseAddress, exerciseView } from './exercise-view.ts';
import { fieldsOf } from './form-fields.ts';
import { moduleOf } from './module-of.ts';
import { modulePath, planOf } from './steps.ts';

const showStep = (
  res: Response,
  module: Module,
  run: { choices: readonly string[]; step: number; isMissing: boolean },
): void => {
  const view = exerciseView(module, languageOfPage(res), run);
  const { isMissing } = run;
  const error = isMissing ? `${translatorOf(res)('layout.error')} ` : '';
  const title = `${error}${view.exercise.title}`;
  renderPage(
    res,
    'course/exercise',
    { ...view, title, isMissing, kept: keptFields(res).val },
    isMissing ? 422 : 200,
  );
};

/**
 * The exercise, one choice at a time. A choice is posted and its feedback shown at an address of
 * its own; the last one saves that the exercise is done, which is all that is kept of it.
 */
export const addExerciseRoutes = (router: Router, completion: CompletionService): void => {
  const { catalogue, course } = completion;

  router.get('/:slug/ovning', async (req, res) => {
    const module = moduleOf(catalogue, req.params.slug);
    if (!(await course.openStep(viewerOf(res).id, module, planOf(module).exercise))) {
      res.redirect(303, modulePath(module.slug));
      return;
    }
    const { exercise } = module.texts.sv;
    const choices = readChoices(req.query.svar, exercise);
    const step = readStep(req.query.steg, choices, exercise);
    showStep(res, module, { choices, step, isMissing: false });
  });

  router.post('/:slug/ovning', async (req, res) => {
    const module = moduleOf(catalogue, req.params.slug);
    const { svar, val } = fieldsOf(req.body);
    const made = makeChoice(module.texts.sv.exercise, svar, val);
    if (made.isMissing) {
      showStep(res, module, made);
      return;
    }
    if (made.isFinished) await course.finishExercise(viewerOf(res).id, module);
    res.redirect(303, exerciseAddress(module, made.choices, made.step));
  });
};
