import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createAssignments, loadRules } from '../../src/assignments/index.ts';
import { createCourseRecords } from '../../src/completion/index.ts';
import type { Config } from '../../src/config.ts';
import { loadCatalogue, localFactsOf } from '../../src/courses/index.ts';
import { createUnitStore } from '../../src/employees/index.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { openStore } from '../../src/platform/store-connection.ts';
import { createPeopleLeft } from '../../src/reminders/index.ts';
import { planDay } from '../../src/reminders/plan-day.ts';
import { createStandings } from '../../src/standings/index.ts';

/** The day before the last one of the year's course: many have it left. */
const today = '2026-11-29';
const rules = { employeeDays: [-7, -1, 3, 10], managerDays: [7], hrDays: [14] };

/** Decides whom to remind in a store that is filled; how long that takes, and the longest anybody waits meanwhile. */
export const measureDeciding = async (config: Config) => {
  const ownDir = join(import.meta.dirname, '../../content/courses');
  const facts = localFactsOf(config.organisation);
  const { modules } = await loadCatalogue(config.coursesDir ?? ownDir, facts);
  const named = await loadRules(config.course.rulesFile, modules, config.course);
  const { connection, close } = await openStore(config);
  const units = createUnitStore(connection);
  const assignments = createAssignments({ modules, rules: named, units });
  const recordsOf = createCourseRecords(connection);
  const logger = createLogger({ level: 'error' }, process.stderr);
  const standings = createStandings({ connection, assignments, recordsOf, logger });
  await standings.book();
  const tree = (await units.all()).map((unit) => ({ ...unit, managerIds: [`${unit.id}-manager`] }));
  const here = new Set(tree.flatMap(({ managerIds }) => managerIds));

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const started = performance.now();
  const people = createPeopleLeft(standings)(today);
  const days = { since: '2026-11-28', today };
  const plan = await planDay({ people, units: tree, here, hrIds: ['hr'], rules, ...days });
  const decideMs = Math.round(performance.now() - started);
  delay.disable();
  await close();
  return { mails: plan.size, decideMs, longestDelayMs: Math.round(delay.max / 1e6) };
};
