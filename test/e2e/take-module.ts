import { stepsOf } from '../support/exercise-steps.ts';
import type { Module } from '../../src/courses/index.ts';
import type { Translate } from '../../src/platform/i18n.ts';
import type { Person } from '../support/browser-person.ts';

/** Reads every page from the overview to the exercise. */
export const readPages = async (person: Person, module: Module): Promise<void> => {
  const { pages } = module.texts.sv;
  await person.pressLink('Börja');
  for (const [index, { title }] of pages.entries()) {
    await person.sees(title);
    await person.pressLink(index === pages.length - 1 ? 'Till övningen' : 'Nästa');
  }
};

/** Chooses the first answer at every step of the exercise, and reads what comes of it. */
export const doExercise = async (person: Person, module: Module): Promise<void> => {
  const steps = stepsOf(module);
  for (const [index, step] of steps.entries()) {
    const option = step.options[0];
    await person.page.getByText(step.situation).waitFor();
    await person.page.locator(`input[name="val"][value="${option?.id ?? ''}"]`).check();
    await person.pressButton('Välj det här');
    await person.page.getByText(option?.feedback ?? '').waitFor();
    await person.pressLink(index === steps.length - 1 ? 'Till frågorna' : 'Nästa');
  }
};

/** Answers the questions that were drawn, all of them right. */
export const answerCheck = async (person: Person, module: Module, t: Translate): Promise<void> => {
  await person.sees(t('course.check.title'));
  for (const { id, options } of module.texts.sv.questions) {
    const right = options.find(({ correct }) => correct)?.id ?? '';
    const field = person.page.locator(`input[name="svar-${id}"][value="${right}"]`);
    if ((await field.count()) > 0) await field.check();
  }
  await person.pressButton(t('course.check.answer'));
};
