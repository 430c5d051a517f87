import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoPerson } from '../../src/dev/identity-provider/index.ts';
import { createAgent, createBrowser, type Browser } from './browser.ts';
import { createFigures } from './figures.ts';
import { signInAndReset } from './first-morning.ts';
import { inParallel } from './in-parallel.ts';
import { startPortalProcess, type PortalProcess } from './portal-process.ts';

const perRound = 100;
const readEveryMs = 100;

/** One person's sign-in, cut where the identity provider works. */
interface SignIn {
  person: DemoPerson;
  browser: Browser;
  location: string;
  response: string;
  ms: number;
}

const timed = async <T>(signIn: SignIn, task: () => Promise<T>): Promise<T> => {
  const started = performance.now();
  const result = await task();
  signIn.ms += performance.now() - started;
  return result;
};

/** Reads a page of the course over and over until told to stop. */
const startReader = async (portal: PortalProcess, person: DemoPerson) => {
  const figures = createFigures();
  const agent = createAgent(1);
  const { get } = await signInAndReset({ portal, figures: createFigures(), agent }, person);
  const course = await get('overview', '/kurs');
  const path = /href="(\/kurs\/[^"]+\/sida\/1)"/.exec(course.text)?.[1] ?? '/kurs';
  const read = async (step: string) => {
    const started = performance.now();
    await get('page', path);
    figures.add(step, performance.now() - started);
  };
  return {
    path,
    p95: (step: string) => figures.rows().find((row) => row.step === step)?.p95 ?? 0,
    /** Reads for as long as the task takes. */
    during: async <T>(step: string, task: () => Promise<T>): Promise<T> => {
      const over = new AbortController();
      const reading = (async () => {
        while (!over.signal.aborted) {
          await read(step);
          await sleep(readEveryMs);
        }
      })();
      const result = await task().finally(() => over.abort());
      await reading;
      return result;
    },
    stop: () => agent.destroy(),
  };
};

/**
 * Rounds of a hundred people who sign in, so many at a time, while somebody else reads.
 *
 * @returns sign-ins per second of the time in which the portal had something to do, and percentiles
 * in milliseconds of a sign-in (both requests together) and of the reader's page.
 */
export const measureSignInStorm = async ({
  rounds,
  concurrency,
}: {
  rounds: number;
  concurrency: number;
}) => {
  const portal = await startPortalProcess(perRound + 1);
  const agent = createAgent(concurrency);
  const [reading, ...people] = portal.people;
  if (!reading) throw new Error('Nobody is on the roster.');
  const reader = await startReader(portal, reading);
  let figures = createFigures();
  let errors = 0;
  let busyMs = 0;
  let phase = 'warm-up';

  /** All at once as far as `concurrency` goes; the clock runs. */
  const inStorm = async (signIns: SignIn[], step: (signIn: SignIn) => Promise<void>) => {
    const started = performance.now();
    await reader.during(phase, () => inParallel(signIns, concurrency, step));
    busyMs += performance.now() - started;
  };
  const ask = async (signIn: SignIn) => {
    const page = await timed(signIn, () => signIn.browser.get('/auth/login'));
    signIn.location = page.location ?? '';
  };
  const answer = async (signIn: SignIn) => {
    const { provider, serviceProvider } = portal;
    const made = await provider.answer(signIn.location, serviceProvider, signIn.person);
    signIn.response = made.SAMLResponse;
  };
  const enter = async (signIn: SignIn) => {
    const form: [string, string][] = [['SAMLResponse', signIn.response]];
    const { status } = await timed(signIn, () => signIn.browser.post('/saml/acs', form));
    if (status === 303) figures.add('sign-in', signIn.ms);
    else errors += 1;
  };
  const oneRound = async () => {
    const signIns = people.map((person): SignIn => {
      const browser = createBrowser(portal.url, agent);
      return { person, browser, location: '', response: '', ms: 0 };
    });
    await inStorm(signIns, ask);
    for (const signIn of signIns) await answer(signIn);
    await inStorm(signIns, enter);
  };

  await reader.during('idle', () => sleep(3000));
  // The first round warms the code up.
  await oneRound();
  [busyMs, errors, figures, phase] = [0, 0, createFigures(), 'storm'];
  const cpu = portal.cpuSeconds();
  for (let round = 0; round < rounds; round += 1) {
    await oneRound();
    if (process.stderr.isTTY) process.stderr.write(`\r${round + 1} of ${rounds}`);
  }
  const signIns = figures.count('sign-in');
  const cpuMs = Math.round(((portal.cpuSeconds() - cpu) * 1000) / Math.max(1, signIns));
  reader.stop();
  agent.destroy();
  await portal.stop();
  return {
    signIns,
    errors,
    perSecond: Math.round((signIns / busyMs) * 100_000) / 100,
    p95Ms: figures.all().p95,
    readingP95Ms: reader.p95('storm'),
    idleReadingP95Ms: reader.p95('idle'),
    cpuMs,
  };
};
