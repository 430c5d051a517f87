import type { Module } from '../../src/courses/index.ts';
import type { Language, Translate } from '../../src/platform/i18n.ts';
import type { Person } from '../support/browser-person.ts';

type Exercise = Module['texts']['sv']['exercises'][number];
type Kind = Exercise['kind'];

/** Somebody in the exercises of a module; `look` is called on every page they come to. */
export interface Learner {
  person: Person;
  language: Language;
  t: Translate;
  look: () => Promise<void>;
}

/** Goes where the page leads on to; that may be without a new page being loaded. */
const goOn = async ({ person }: Learner): Promise<void> => {
  const before = person.page.url();
  await person.press(person.page.locator('main nav.actions a').first());
  await person.page.waitForURL((url) => url.href !== before);
};

const onward = async (learner: Learner): Promise<void> => {
  await goOn(learner);
  await learner.look();
};

const answer = async ({ person, look }: Learner, button: string): Promise<void> => {
  await person.pressButton(button);
  await person.page.locator('#outcome').waitFor();
  await look();
};

/** Chooses the second option of every step, after the first role. */
const firstHour = async (learner: Learner): Promise<void> => {
  const { person, t } = learner;
  const choose = async (number: number): Promise<void> => {
    await person.page.locator(`#val-${number}`).check();
  };
  await choose(1);
  await person.pressButton(t('course.exercise.answer'));
  await person.page.getByText(t('course.exercise.question')).waitFor();
  await learner.look();
  for (let isOver = false; !isOver;) {
    await choose(2);
    await answer(learner, t('course.exercise.answer'));
    isOver = (await person.page.locator('#recap').count()) > 0;
    if (!isOver) await onward(learner);
  }
};

/** Deals with all ten, from the list on. */
const inbox = async (learner: Learner): Promise<void> => {
  const actions = ['report', 'delete', 'answer', 'open'];
  for (let number = 0; number < 10; number += 1) {
    await onward(learner);
    const button = learner.person.page.locator(`button[value="${actions[number % 4] ?? ''}"]`);
    await learner.person.press(button);
    await learner.person.page.locator('#clues').waitFor();
    await learner.look();
  }
  await onward(learner);
};

const prompts = async (learner: Learner): Promise<void> => {
  for (let isOver = false; !isOver;) {
    await answer(learner, learner.t('course.prompts.deny'));
    isOver = (await learner.person.page.locator('#recap').count()) > 0;
    if (!isOver) await onward(learner);
  }
};

/** Presses one thing in the picture, and ticks another in the list by the keyboard. */
const spotIt = async (learner: Learner): Promise<void> => {
  const { page } = learner.person;
  await learner.person.press(page.locator('.spot label[for="val-1"]'));
  await page.locator('#val-3').focus();
  await page.keyboard.press('Space');
  await answer(learner, learner.t('course.spot.answer'));
};

const doing: Record<Kind, (learner: Learner) => Promise<void>> = {
  'first-hour': firstHour,
  inbox,
  prompts,
  'spot-it': spotIt,
};

/** Does one exercise and goes on to what comes after it. */
export const takeExercise = async (learner: Learner, exercise: Exercise): Promise<void> => {
  await learner.person.sees(exercise.title);
  await learner.look();
  await doing[exercise.kind](learner);
  await goOn(learner);
};
