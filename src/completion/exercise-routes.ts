import type { Response, Router } from 'express';
import type { Module } from '../courses/index.ts';
import { keptFields } from '../platform/http/kept-form.ts';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { CompletionService } from './create-completion.ts';
import { choiceOf, makeChoice, readChoices, readStep, type Choices } from './exercise-run.ts';
import { isInAnyOrder, roleTurn, turnsOf } from './exercise-turns.ts';
import { exerciseAddress, exerciseView } from './exercise-view.ts';
import { fieldsOf } from './form-fields.ts';
import { moduleOf } from './module-of.ts';
import { modulePath, planOf } from './steps.ts';

type Fields = Readonly<Record<string, unknown>>;

const showExercise = (
  res: Response,
  module: Module,
  run: { choices: Choices; step: number | null; isMissing: boolean },
): void => {
  const t = translatorOf(res);
  const view = exerciseView(module, { language: languageOfPage(res), t }, run);
  const { isMissing } = run;
  const title = `${isMissing ? `${t('layout.error')} ` : ''}${view.exercise.title}`;
  const kept = keptFields(res);
  renderPage(res, 'course/exercise', { ...view, title, isMissing, kept }, isMissing ? 422 : 200);
};

/** The option that was chosen, or those that were ticked where many may be. */
const choiceIn = (fields: Fields, module: Module): unknown => {
  const many = turnsOf(module.texts.sv.exercise).find((turn) => turn.many);
  return many
    ? choiceOf(many.options.filter((option) => fields[`sak-${option}`] !== undefined))
    : fields.val;
};

/** Saying one's role has no outcome to show: the first thing that happens follows at once. */
const stepAfter = (module: Module, made: { choices: Choices; step: number }): number => {
  const { exercise } = module.texts.sv;
  return turnsOf(exercise)[made.step - 1]?.id === roleTurn
    ? readStep(undefined, made.choices, exercise)
    : made.step;
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
    const { svar, steg } = req.query;
    const choices = readChoices(svar, exercise);
    const isList = isInAnyOrder(exercise) && steg === undefined;
    const step = isList ? null : readStep(steg, choices, exercise);
    showExercise(res, module, { choices, step, isMissing: false });
  });

  router.post('/:slug/ovning', async (req, res) => {
    const module = moduleOf(catalogue, req.params.slug);
    const fields = fieldsOf(req.body);
    const { svar, steg } = fields;
    const val = choiceIn(fields, module);
    const made = makeChoice(module.texts.sv.exercise, { svar, steg, val });
    if (made.isMissing) {
      showExercise(res, module, made);
      return;
    }
    if (made.isFinished) await course.finishExercise(viewerOf(res).id, module);
    res.redirect(303, exerciseAddress(module, made.choices, stepAfter(module, made)));
  });
};
