import { Agent } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inParallel } from '../../bench/support/in-parallel.ts';
import { startPortalProcess, type PortalProcess } from '../../bench/support/portal-process.ts';
import { loadConfig } from '../../src/config.ts';
import { loadCatalogue, localFactsOf } from '../../src/courses/index.ts';
import { createDraw } from '../../src/dev/demo-data/draw.ts';
import { createBuiltinDirectory } from '../../src/directory/index.ts';
import { createEmployeeStore } from '../../src/employees/index.ts';
import { createPersonKey } from '../../src/platform/personal-number.ts';
import { openStore } from '../../src/platform/store-connection.ts';
import { runToEnd } from '../dev/demo-process.ts';
import { resumedJourney, type ResumedJourney } from './resumed-journey.ts';

const kills = 10;
const atOnce = 8;
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);

let portal: PortalProcess;
let journeys: ResumedJourney[];
beforeAll(async () => {
  portal = await startPortalProcess(40);
  const { organisation } = loadConfig(portal.environment);
  const courses = join(import.meta.dirname, '../../content/courses');
  const [module] = (await loadCatalogue(courses, localFactsOf(organisation))).modules;
  if (!module) throw new Error('There is no module.');
  // A connection of its own for each request: none is left over from a process that was killed.
  const world = { portal, module, agent: new Agent({ keepAlive: false }) };
  journeys = portal.people.slice(0, 40).map((person) => resumedJourney(world, person));
});
afterAll(() => portal.stop());

const cutOff = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE']);

/**
 * Walks on until all are done or the portal is gone; says how many requests were cut off. Another
 * person begins each time: nobody's tries at a new password may all be cut off.
 */
const goOn = async (first = 0): Promise<number> => {
  let cut = 0;
  await inParallel(
    [...journeys.slice(first), ...journeys.slice(0, first)].filter((one) => !one.isDone()),
    atOnce,
    async (journey) => {
      await journey.goOn().catch((error: unknown) => {
        const { code = '' } = error as NodeJS.ErrnoException;
        if (!cutOff.has(code)) throw error;
        if (code !== 'ECONNREFUSED') cut += 1;
      });
    },
  );
  return cut;
};

const lost = async (): Promise<string[]> => {
  const lines: string[] = [];
  await inParallel(journeys, atOnce, async (journey) => {
    for (const what of await journey.lost()) lines.push(`${journey.person.id}: ${what}`);
  });
  return lines;
};

/** Who was told of a new password that does not work. */
const wrongPasswords = async (): Promise<string[]> => {
  const config = loadConfig(portal.environment);
  const store = await openStore(config);
  try {
    const employees = createEmployeeStore(store.connection);
    const directory = createBuiltinDirectory(store.connection);
    const personKey = createPersonKey(config.personKey.secret, config.personKey.keyId);
    const wrong: string[] = [];
    for (const { person, password } of journeys) {
      const employee = await employees.findByPersonKey(personKey(person.personalNumber));
      const account = employee && (await directory.findAccount(employee));
      if (!account || !(await directory.verify(account, password))) wrong.push(person.id);
    }
    return wrong;
  } finally {
    await store.close();
  }
};

test(`killed ${kills} times in the middle of it (CRASH_SEED=${seed}), the portal keeps all it acknowledged and nobody is stuck`, async () => {
  const draw = createDraw(String(seed));
  for (let kill = 1; kill <= kills; kill += 1) {
    const walking = goOn((kill * atOnce) % journeys.length);
    await sleep(80 + draw(520));
    await portal.kill();
    expect(await walking, `requests cut off by kill ${kill}`).toBeGreaterThan(0);
    await portal.restart();
    expect(await lost(), `after kill ${kill}`).toEqual([]);
  }
  expect(await goOn()).toBe(0);
  expect(journeys.filter((one) => !one.isDone()).map(({ person }) => person.id)).toEqual([]);
  expect(await lost()).toEqual([]);
  expect(await wrongPasswords()).toEqual([]);
  const audit = await runToEnd('src/audit/audit-command.ts', ['verify'], {
    PORTAL_MODE: 'demo',
    DATA_DIR: portal.dataDir,
  });
  expect(audit).toMatchObject({ code: 0 });
}, 180_000);
