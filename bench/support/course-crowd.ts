import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Config } from '../../src/config.ts';
import { loadConfig } from '../../src/config.ts';
import { loadCatalogue, localFactsOf } from '../../src/courses/index.ts';
import { openStore } from '../../src/platform/store-connection.ts';
import { freePort } from '../../test/support/free-port.ts';
import { createAgent } from './browser.ts';
import { createFigures } from './figures.ts';
import { takeCourse, walker, type Walker } from './first-morning.ts';
import { inParallel } from './in-parallel.ts';
import { startPortalProcess, type PortalProcess } from './portal-process.ts';
import { requestStorm } from './request-storm.ts';

const storm = { connections: 32, seconds: 5 };

/** Everybody has a new login already: what is measured is the course. */
const withoutReset = async (config: Config): Promise<void> => {
  const store = await openStore(config);
  const employees = store.connection.collection('employees');
  await employees.updateMany({}, { $set: { resetRequiredSince: null } });
  await store.close();
};

/** A bare Express and ejs page of this many bytes, session in memory and helmet, in its own process. */
const measureBarePage = async (bytes: number): Promise<number> => {
  const port = await freePort();
  const child = fork(join(import.meta.dirname, 'bare-page.ts'), [String(bytes), String(port)], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  await once(child, 'message');
  const answer = await fetch(`http://localhost:${port}/`);
  const sent = (await answer.arrayBuffer()).byteLength;
  if (sent !== bytes) throw new Error(`The bare page has ${sent} bytes instead of ${bytes}.`);
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  const perSecond = await requestStorm(port, [{ path: '/', cookie }], storm);
  child.kill('SIGKILL');
  return perSecond;
};

/** Everybody signs in, so many at a time. */
const signInAll = async (portal: PortalProcess, width: number) => {
  const agent = createAgent(width);
  const figures = createFigures();
  const crowd: Walker[] = [];
  await inParallel(portal.people, width, async (person) => {
    const walk = walker({ portal, figures, agent }, person);
    await walk.identify('sign-in', '/auth/login');
    crowd.push(walk);
  });
  return { crowd, agent, figures };
};

/**
 * So many employees, all signed in and under way in one module, read a page over and over, beside a
 * bare page of the same size before and after; then they all go through the module and its check.
 */
export const measureCourseCrowd = async (employees: number, width: number) => {
  const portal = await startPortalProcess(employees, { prepare: withoutReset });
  try {
    const { organisation } = loadConfig(portal.environment);
    const { COURSES_DIR } = portal.environment;
    const catalogue = await loadCatalogue(COURSES_DIR, localFactsOf(organisation));
    console.error(`${employees} people sign in …`);
    const { crowd, agent, figures } = await signInAll(portal, 8);
    console.error('They read, and so they do in a bare portal …');
    const slug = catalogue.modules[0]?.slug ?? '';
    const pages = [1, 2].map((number) => `/kurs/${slug}/sida/${number}`);
    await inParallel(crowd, width, async (walk) => {
      for (const page of pages) await walk.get('page', page);
    });
    const path = pages[1] ?? '';
    const bytes = Buffer.byteLength((await crowd[0]?.get('page', path))?.text ?? '');
    const asked = crowd.map((walk) => ({ path, cookie: walk.cookie() }));
    const port = Number(new URL(portal.url).port);
    const bareBefore = await measureBarePage(bytes);
    const cpu = portal.cpuSeconds();
    const reading = await requestStorm(port, asked, storm);
    const cpuMs = ((portal.cpuSeconds() - cpu) * 1000) / (reading * storm.seconds);
    const bare = (bareBefore + (await measureBarePage(bytes))) / 2;
    figures.clear();
    console.error('They take the course …');
    const errors: string[] = [];
    const started = performance.now();
    await inParallel(crowd, width, async (walk) => {
      await takeCourse(walk, catalogue).catch((error: unknown) => errors.push(String(error)));
    });
    const seconds = (performance.now() - started) / 1000;
    agent.destroy();
    return { figures, errors, seconds, reading, bare, bytes, cpuMs, rssMb: portal.rssMb() };
  } finally {
    await portal.stop();
  }
};
