import type { RequestHandler, Response, Router } from 'express';
import type { Exercise } from '../courses/index.ts';
import { keptFields } from '../platform/http/kept-form.ts';
import { languageOfPage, translatorOf } from '../platform/http/page-locals.ts';
import { renderPage } from '../platform/http/render-page.ts';
import { viewerOf } from '../platform/http/viewer.ts';
import type { CompletionService } from './create-completion.ts';
import { exerciseAddress, placeOf, stepOf, type ExercisePlace } from './exercise-place.ts';
import { choiceOf, makeChoice, readChoices, readStep, type Choices } from './exercise-run.ts';
import { isInAnyOrder, roleTurn, turnsOf } from './exercise-turns.ts';
import { exerciseView } from './exercise-view.ts';
import { fieldsOf } from './form-fields.ts';
import { modulePath } from './steps.ts';

/** The number is left out of the address of the first. */
interface At {
  slug: string;
  number?: string;
}

type Fields = Readonly<Record<string, unknown>>;

const showExercise = (
  res: Response,
  place: ExercisePlace,
  run: { choices: Choices; step: number | null; isMissing: boolean },
): void => {
  const t = translatorOf(res);
  const view = exerciseView(place, { language: languageOfPage(res), t }, run);
  const { isMissing } = run;
  const title = `${isMissing ? `${t('layout.error')} ` : ''}${view.exercise.title}`;
  const kept = keptFields(res);
  renderPage(res, 'course/exercise', { ...view, title, isMissing, kept }, isMissing ? 422 : 200);
};

/** The option that was chosen, or those that were ticked where many may be. */
const choiceIn = (fields: Fields, exercise: Exercise): unknown => {
  const many = turnsOf(exercise).find((turn) => turn.many);
  return many
    ? choiceOf(many.options.filter((option) => fields[`sak-${option}`] !== undefined))
    : fields.val;
};

/** Saying one's role has no outcome to show: the first thing that happens follows at once. */
const stepAfter = (exercise: Exercise, made: { choices: Choices; step: number }): number =>
  turnsOf(exercise)[made.step - 1]?.id === roleTurn
    ? readStep(undefined, made.choices, exercise)
    : made.step;

/**
 * An exercise, one choice at a time. A choice is posted and its feedback shown at an address of
 * its own; the last one saves that the exercise is done, which is all that is kept of it.
 */
export const addExerciseRoutes = (router: Router, completion: CompletionService): void => {
  const { catalogue, course } = completion;

  const show: RequestHandler<At> = async (req, res) => {
    const place = placeOf(catalogue, req.params);
    if (!(await course.openStep(viewerOf(res).id, place.module, stepOf(place)))) {
      res.redirect(303, modulePath(place.module.slug));
      return;
    }
    const exercise = place.texts.sv;
    const { svar, steg } = req.query;
    const choices = readChoices(svar, exercise);
    const isList = isInAnyOrder(exercise) && steg === undefined;
    const step = isList ? null : readStep(steg, choices, exercise);
    showExercise(res, place, { choices, step, isMissing: false });
  };

  const answer: RequestHandler<At> = async (req, res) => {
    const place = placeOf(catalogue, req.params);
    const exercise = place.texts.sv;
    const fields = fieldsOf(req.body);
    const { svar, steg } = fields;
    const made = makeChoice(exercise, { svar, steg, val: choiceIn(fields, exercise) });
    if (made.isMissing) {
      showExercise(res, place, made);
      return;
    }
    if (made.isFinished) await course.finishExercise(viewerOf(res).id, place.module, place.number);
    res.redirect(303, exerciseAddress(place, made.choices, stepAfter(exercise, made)));
  };

  for (const path of ['/:slug/ovning', '/:slug/ovning/:number'])
    router.route(path).get(show).post(answer);
};
