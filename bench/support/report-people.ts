import { join } from 'node:path';
import { Types } from 'mongoose';
import { createAssignments, loadRules } from '../../src/assignments/index.ts';
import { createCourseRecords } from '../../src/completion/index.ts';
import type { Config } from '../../src/config.ts';
import { loadCatalogue, localFactsOf } from '../../src/courses/index.ts';
import { createUnitStore, staleStanding, type EmployeeRecord } from '../../src/employees/index.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { indexesReady, openStore } from '../../src/platform/store-connection.ts';
import { createStandings } from '../../src/standings/index.ts';
import { makeStanding } from '../../src/standings/make-standing.ts';
import { packedNobody, packStanding } from '../../src/standings/stored-standing.ts';

const modulesEach = 8;
const years = [2024, 2025, 2026];
const firstDay = '2024-01-01';
const perUnit = 40;
const batchSize = 500;
/** So many different histories; everybody has one of them. */
const histories = 400;

/** Everybody takes the course anew each year, from January to the end of November. */
export const yearlyRules = `rules:
  - name: yearly
    due: 2024-11-30
    renew:
      everyYear: 01-01
      due: 11-30
`;

const families = ['Åberg', 'Berg', 'Dahl', 'Ek', 'Falk', 'Lind', 'Nyman', 'Sjöberg', 'Öman', 'Wik'];
const given = ['Anna', 'Bo', 'Cilla', 'Elsa', 'Gun', 'Hans', 'Ida', 'Jon', 'Lo', 'Maj', 'Örjan'];

const pathOf = (unit: number): string[] => [
  `division-${unit % 8}`,
  `area-${unit % 8}-${unit % 64}`,
  `unit-${unit}`,
];

const personOf = (index: number, units: number) => {
  const familyName = `${families[index % families.length]} ${index % 997}`;
  const givenName = given[index % given.length] ?? '';
  const unitPath = pathOf(index % units);
  const place = { unitIds: unitPath.slice(-1), unitPath, roles: ['employee' as const] };
  const record: EmployeeRecord = {
    _id: new Types.ObjectId(),
    ...{ givenName, familyName, ...place, employments: [{ from: firstDay, to: null, ...place }] },
    searchName: `${givenName} ${familyName}`.toLowerCase(),
    sortName: `${familyName} ${givenName}`.toLowerCase().replace('å', '{1').replace('ö', '{3'),
    login: `person${index}`,
    ...{ email: null, mobile: null, active: true, leftAt: null },
    employeeNumbers: [`B${index}`],
    sessionsValidAfter: new Date(0),
    resetRequiredSince: index % 9 === 0 ? new Date('2026-11-20') : null,
    passwordSetAt: null,
  };
  return { record, place };
};

/** What a person of that history has done: a module here and there is missing in the last year. */
const completionsOf = (history: number, modules: readonly string[]) =>
  years.flatMap((year, round) =>
    modules
      .filter((_, module) => year < 2026 || (history + module) % 7 !== 0)
      .map((module, place) => ({
        module,
        contentVersion: '1.0',
        cycle: round + 1,
        day: new Date(Date.UTC(year, (history + place) % 10, 1 + ((history * 7 + place) % 28)))
          .toISOString()
          .slice(0, 10),
      })),
  );

const unitsOf = (count: number) => {
  const paths = Array.from({ length: count }, (_, unit) => pathOf(unit));
  const known = new Map(
    paths.flatMap((path) =>
      path.map((id, depth) => [id, path.slice(0, depth + 1)] as [string, string[]]),
    ),
  );
  return [...known].map(([_id, path]) => {
    const place = { name: _id, parentId: path.at(-2) ?? null, path };
    const history = [{ ...place, from: '1970-01-01', to: null }];
    return { _id: _id as never, ...place, managerIds: [], deputyIds: [], closedAt: null, history };
  });
};

/**
 * Fills the store of a portal that does not run just now with so many people, three years of completions of
 * each and their standings, as the portal itself would have written them.
 */
export const fillReports = async (config: Config, people: number): Promise<void> => {
  const ownDir = join(import.meta.dirname, '../../content/courses');
  const catalogue = await loadCatalogue(
    config.coursesDir ?? ownDir,
    localFactsOf(config.organisation),
  );
  const rules = await loadRules(config.course.rulesFile, catalogue.modules, config.course);
  const { connection, close } = await openStore(config);
  const units = createUnitStore(connection);
  const assignments = createAssignments({ modules: catalogue.modules, rules, units });
  const recordsOf = createCourseRecords(connection);
  const logger = createLogger({ level: 'error' }, process.stderr);
  const standings = createStandings({ connection, assignments, recordsOf, logger });
  await indexesReady(connection);
  await connection
    .collection('employees')
    .updateMany({}, { $set: { resetRequiredSince: null, ...staleStanding() } });
  await standings.settleAll();

  const everybodys = catalogue.modules.filter((module) => module.for === undefined);
  const modules = everybodys.slice(0, modulesEach).map(({ slug }) => slug);
  const course = await assignments.course();
  const unitCount = Math.max(8, Math.ceil(people / perUnit));
  await connection.collection('units').insertMany(unitsOf(unitCount));

  const contents = Array.from({ length: histories }, (_, history) => {
    const { record } = personOf(history, unitCount);
    const completions = completionsOf(history, modules).map((one) => ({
      ...one,
      isCorrected: false,
    }));
    const { employments = [] } = record;
    const person = { record, employments, completions, absences: [], begun: [] };
    return packStanding(makeStanding(person, course));
  });

  for (let from = 0; from < people; from += batchSize) {
    const batch = Array.from({ length: Math.min(batchSize, people - from) }, (_, n) => {
      const { record, place } = personOf(from + n, unitCount);
      return { record, place, history: (from + n) % histories };
    });
    await connection.collection('employees').insertMany(batch.map(({ record }) => record));
    await connection.collection('completions').insertMany(
      batch.flatMap(({ record: { _id: employeeId }, history }) =>
        completionsOf(history, modules).map(({ day, ...one }) => ({
          ...{ ...one, employeeId, at: new Date(`${day}T09:00:00Z`), language: 'sv', score: 100 },
          ...{ how: 'portal', attemptId: new Types.ObjectId() },
        })),
      ),
    );
    await connection.collection('standings').insertMany(
      batch.map(({ record, place, history }) => {
        const content = contents[history] ?? packedNobody;
        const { givenName, familyName, searchName, sortName, employeeNumbers } = record;
        const since = record.resetRequiredSince ? '2026-11-20' : null;
        return {
          ...{ _id: record._id, version: 1, changedAt: new Date(), ...content, places: [place] },
          subject: {
            ...{ givenName, familyName, searchName, sortName, employeeNumbers },
            ...{ isProtected: false, loginLeftSince: since, loginDoneOn: null },
          },
        };
      }),
    );
  }
  await close();
};
