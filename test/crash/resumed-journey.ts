import { stepsOf } from '../support/exercise-steps.ts';
import type { Agent } from 'node:http';
import { createBrowser, hiddenField, type Page } from '../../bench/support/browser.ts';
import type { PortalProcess } from '../../bench/support/portal-process.ts';
import type { Module } from '../../src/courses/index.ts';
import type { DemoPerson } from '../../src/dev/identity-provider/index.ts';

type Form = [name: string, value: string][];

/** What happened to something the person sent: no answer came, or the portal said that it is done. */
type Fate = 'never' | 'asked' | 'acknowledged';

const token = (page: Page): [string, string] => ['_csrf', hiddenField(page.text, '_csrf')];

/**
 * One person's first morning, which can be broken off at any request and gone on with: where to go
 * on is asked of the portal, as a person does by opening it again. The ledger is the person's own
 * memory of what the portal has acknowledged.
 */
export const resumedJourney = (
  { portal, module, agent }: { portal: PortalProcess; module: Module; agent: Agent },
  person: DemoPerson,
) => {
  const browser = createBrowser(portal.url, agent);
  const course = `/kurs/${module.slug}`;
  const pages = module.texts.sv.pages.length;
  const password = `granris bastu ${person.id} lykta ekorre`;
  const email = `${person.id}@privat.example`.toLowerCase();
  const first = `${course}/sida/1`;
  const ledger = {
    signIn: 'never' as Fate,
    stepUp: 'never' as Fate,
    password: 'never' as Fate,
    contact: 'never' as Fate,
    /** The place in the course that was acknowledged last, and the one asked for after it. */
    place: first,
    wanted: first,
  };

  const answered = (what: string, page: Page, expected: readonly number[]): Page => {
    const { status } = page;
    if (!expected.includes(status)) throw new Error(`${person.id}: ${what} answered ${status}.`);
    return page;
  };
  const get = async (path: string, ...expected: number[]) =>
    answered(`GET ${path}`, await browser.get(path), expected.length > 0 ? expected : [200]);
  const post = async (path: string, form: Form) =>
    answered(`POST ${path}`, await browser.post(path, form), [303]);

  const identify = async (path: string): Promise<void> => {
    const { location = '' } = await get(path, 302);
    const answer = await portal.provider.answer(location, portal.serviceProvider, person);
    const form: Form = [['SAMLResponse', answer.SAMLResponse]];
    if (answer.RelayState !== null) form.push(['RelayState', answer.RelayState]);
    await post('/saml/acs', form);
  };

  /** Does something that is in the ledger from before it is sent. */
  const entered = async (
    entry: 'signIn' | 'stepUp' | 'password' | 'contact',
    act: () => Promise<unknown>,
  ) => {
    ledger[entry] = 'asked';
    await act();
    ledger[entry] = 'acknowledged';
  };

  const moved = async <Answer>(to: string, act: () => Promise<Answer>): Promise<Answer> => {
    ledger.wanted = to;
    const answer = await act();
    ledger.place = to;
    return answer;
  };

  const getNewLogin = async (): Promise<void> => {
    await get('/losenord');
    const { location } = await get('/losenord/bankid', 303);
    if (location !== '/losenord/nytt')
      await entered('stepUp', () => identify('/auth/stepup?syfte=reset'));
    const form = await get('/losenord/nytt');
    await entered('password', () => post('/losenord/nytt', [token(form), ['password', password]]));
  };

  const giveContact = async (): Promise<void> => {
    const form = await get('/kontakt');
    const given: Form = [
      ['mobile', ''],
      ['email', email],
      ['answer', 'yes'],
    ];
    await entered('contact', () => post('/kontakt', [token(form), ...given]));
  };

  const readFrom = async (number: number): Promise<void> => {
    for (let page = number; page <= pages; page += 1)
      await moved(`${course}/sida/${page}`, () => get(`${course}/sida/${page}`));
    await moved(`${course}/ovning`, () => get(`${course}/ovning`));
  };

  const doExercise = async (): Promise<void> => {
    const steps = stepsOf(module);
    let path = `${course}/ovning`;
    for (const step of steps) {
      const page = await get(path);
      const svar: [string, string] = ['svar', hiddenField(page.text, 'svar')];
      const form: Form = [token(page), svar, ['val', step.options[0]?.id ?? '']];
      const choose = () => post(`${course}/ovning`, form);
      const isLast = step === steps.at(-1);
      const { location = '' } = isLast ? await moved(`${course}/prov`, choose) : await choose();
      const { text } = await get(location);
      const next = /<nav class="actions"[^>]*>\s*<a[^>]*href="([^"]+)"/.exec(text)?.[1] ?? '';
      path = next.replaceAll('&amp;', '&');
    }
  };

  const passCheck = async (): Promise<void> => {
    const page = await get(`${course}/prov`);
    const answers = module.texts.sv.questions
      .filter(({ id }) => page.text.includes(`name="svar-${id}"`))
      .map(({ id, options }): [string, string] => [
        `svar-${id}`,
        options.find(({ correct }) => correct)?.id ?? '',
      ]);
    const attempt: [string, string] = ['attempt', hiddenField(page.text, 'attempt')];
    await moved(`${course}/klar`, () => post(`${course}/prov`, [token(page), attempt, ...answers]));
  };

  const place = async (): Promise<string> => (await get(course, 303)).location ?? '';

  const step = async (): Promise<boolean> => {
    const at = await place();
    if (at.startsWith('/auth/')) await entered('signIn', () => identify('/auth/login'));
    else if (at === '/losenord') await getNewLogin();
    else if (ledger.contact !== 'acknowledged') await giveContact();
    else if (at === `${course}/klar`) return true;
    else if (at === `${course}/prov`) await passCheck();
    else if (at === `${course}/ovning`) await doExercise();
    else await readFrom(Number(at.split('/').at(-1)));
    return false;
  };

  return {
    person,
    password,
    ledger,
    isDone: () => ledger.place === `${course}/klar`,

    /** @throws when the portal is cut off, answers wrongly, or leads nowhere. */
    goOn: async (): Promise<void> => {
      for (let steps = 0; steps < 10; steps += 1) if (await step()) return;
      throw new Error(`${person.id} is stuck at ${await place()}.`);
    },

    /** Each thing that was acknowledged and that the portal does not know of. */
    lost: async (): Promise<string[]> => {
      if (ledger.signIn !== 'acknowledged') return [];
      const { place: reached, wanted, stepUp, password: reset, contact } = ledger;
      const at = await place();
      // What was done and not answered has ended the session it was done in: a new one took its place.
      if (at.startsWith('/auth/')) return [stepUp, reset].includes('asked') ? [] : ['session'];
      if (at === '/losenord') return reset === 'acknowledged' ? ['new login'] : [];
      const missing = [reached, wanted].includes(at) ? [] : [`${reached} (is at ${at})`];
      const kept = (await get('/kontakt')).text.includes(`value="${email}"`);
      return contact === 'acknowledged' && !kept ? [...missing, 'contact details'] : missing;
    },
  };
};

export type ResumedJourney = ReturnType<typeof resumedJourney>;
