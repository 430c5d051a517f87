import type { Agent } from 'node:http';
import type { Catalogue, Module } from '../../src/courses/index.ts';
import type { DemoPerson } from '../../src/dev/identity-provider/index.ts';
import {
  createBrowser,
  exerciseFields,
  hiddenField,
  onward,
  type Browser,
  type Page,
} from './browser.ts';
import type { Figures } from './figures.ts';
import type { PortalProcess } from './portal-process.ts';

export interface Morning {
  portal: PortalProcess;
  catalogue: Catalogue;
  figures: Figures;
  agent: Agent;
}

type Form = [name: string, value: string][];

/** The journey of one person: opens pages, times each step, and stops at the first wrong answer. */
export const walker = (
  { portal, figures, agent }: Omit<Morning, 'catalogue'>,
  person: DemoPerson,
) => {
  const browser: Browser = createBrowser(portal.url, agent);

  const timed = async (step: string, expected: number, ask: () => Promise<Page>): Promise<Page> => {
    const started = performance.now();
    const page = await ask();
    figures.add(step, performance.now() - started);
    if (page.status !== expected) throw new Error(`${step}: ${page.status} instead of ${expected}`);
    return page;
  };

  const get = (step: string, path: string, expected = 200) =>
    timed(step, expected, () => browser.get(path));

  const post = (step: string, path: string, form: Form, expected = 303) =>
    timed(step, expected, () => browser.post(path, form));

  /** The way over the identity provider, whose own time is not the portal's. */
  const identify = async (step: string, path: string): Promise<Page> => {
    const { location = '' } = await get(`${step}: request`, path, 302);
    const { provider, serviceProvider } = portal;
    const answer = await provider.answer(location, serviceProvider, person);
    const form: Form = [['SAMLResponse', answer.SAMLResponse]];
    if (answer.RelayState !== null) form.push(['RelayState', answer.RelayState]);
    return post(`${step}: response`, '/saml/acs', form);
  };

  return { get, post, identify, cookie: browser.cookie };
};

export type Walker = ReturnType<typeof walker>;

const radioFields = (html: string): string[] => [
  ...new Set([...html.matchAll(/type="radio" name="([^"]+)"/g)].map(([, name = '']) => name)),
];

const token = (page: Page): [string, string] => ['_csrf', hiddenField(page.text, '_csrf')];

const getNewLogin = async ({ get, post, identify }: Walker, person: DemoPerson): Promise<void> => {
  await get('reset: why', '/losenord');
  await get('reset: to BankID', '/losenord/bankid', 303);
  await identify('step-up', '/auth/stepup?syfte=reset');
  const form = await get('reset: form', '/losenord/nytt');
  const password = `granris bastu ${person.id} lykta ekorre`;
  await post('reset: change', '/losenord/nytt', [token(form), ['password', password]]);
  await get('reset: done', '/losenord/klart');
  const contact = await get('contact: form', '/kontakt');
  const given: Form = [token(contact), ['mobile', '070-174 06 05'], ['email', '']];
  await post('contact: give', '/kontakt', [...given, ['answer', 'yes']]);
};

const doExercise = async ({ get, post }: Walker, module: Module): Promise<void> => {
  const own = `/kurs/${module.slug}/ovning`;
  let path = own;
  while (path.startsWith(own)) {
    const page = await get('exercise: read', path);
    if (page.text.includes('name="svar"')) {
      const form: Form = [token(page), ...exerciseFields(page.text)];
      path = (await post('exercise: choose', own, form)).location ?? '';
    } else path = onward(page.text);
  }
};

/** The right option of the question whose radio buttons have this name. */
const rightAnswer = (module: Module, field: string): string => {
  const question = module.texts.sv.questions.find(({ id }) => field.endsWith(`-${id}`));
  return question?.options.find(({ correct }) => correct)?.id ?? '';
};

const passCheck = async ({ get, post }: Walker, module: Module): Promise<void> => {
  const path = `/kurs/${module.slug}/prov`;
  const page = await get('check: read', path);
  const answers = radioFields(page.text).map((field): [string, string] => [
    field,
    rightAnswer(module, field),
  ]);
  const attempt: [string, string] = ['attempt', hiddenField(page.text, 'attempt')];
  const { location = '' } = await post('check: answer', path, [token(page), attempt, ...answers]);
  await get('check: result', location);
  await get('module done', `/kurs/${module.slug}/klar`);
};

/**
 * Sign-in and new login.
 *
 * @returns the person's browser, for which every page is open.
 * @throws naming the step that was answered otherwise than it must be.
 */
export const signInAndReset = async (
  morning: Omit<Morning, 'catalogue'>,
  person: DemoPerson,
): Promise<Walker> => {
  const walk = walker(morning, person);
  await walk.get('front', '/');
  await walk.identify('sign-in', '/auth/login');
  await walk.get('locked to reset', '/', 303);
  await getNewLogin(walk, person);
  return walk;
};

/** Every module of the course and its check, from the overview and back. */
export const takeCourse = async (walk: Walker, { modules }: Catalogue): Promise<void> => {
  for (const module of modules) {
    await walk.get('overview', '/kurs');
    for (const number of module.texts.sv.pages.keys())
      await walk.get('page', `/kurs/${module.slug}/sida/${number + 1}`);
    await doExercise(walk, module);
    await passCheck(walk, module);
  }
  await walk.get('overview', '/kurs');
};

/**
 * Sign-in, new login and the course, as one person's browser does it.
 *
 * @throws naming the step that was answered otherwise than it must be.
 */
export const firstMorning = async (morning: Morning, person: DemoPerson): Promise<void> =>
  takeCourse(await signInAndReset(morning, person), morning.catalogue);
