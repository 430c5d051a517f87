import { Types } from 'mongoose';
import { createAbsenceStore } from '../../src/assignments/index.ts';
import { createAuditLog } from '../../src/audit/index.ts';
import {
  createCompletion,
  createCourseRecords,
  type CompletionDeps,
} from '../../src/completion/index.ts';
import type { Module } from '../../src/courses/index.ts';
import { createEmployeeStore, employeeModel, staleStanding } from '../../src/employees/index.ts';
import { createLogger } from '../../src/platform/logger.ts';
import type { Role } from '../../src/platform/roles.ts';
import { indexesReady } from '../../src/platform/store-connection.ts';
import { dayNumber, dayOf } from '../../src/platform/swedish-day.ts';
import { createStandings, periodOn, stateAt } from '../../src/standings/index.ts';
import { openTestStore } from '../directory/open-test-store.ts';
import { assigned, madeCatalogue, madeModule, rightOption, wrongOption } from './made-course.ts';

const minute = 60_000;

/** The course on a real store, with a clock that only moves when told to. */
export const openCourseWorld = async () => {
  const store = await openTestStore();
  const { connection } = store;
  const employees = createEmployeeStore(connection);
  const absences = createAbsenceStore(connection);
  const audit = createAuditLog(connection, Buffer.alloc(32, 1));
  const module = madeModule();
  const begins = Date.parse('2026-11-24T08:00:00Z');
  let time = begins;
  let people = 0;

  /** The portal as it starts with this course; `changes` may be a part that breaks. */
  const start = (changes: Partial<CompletionDeps> = {}) =>
    createCompletion({
      connection,
      catalogue: madeCatalogue(module),
      employees,
      audit,
      assignments: assigned(changes.catalogue?.modules ?? [module]),
      absences,
      now: () => new Date(time),
      ...changes,
    });
  const completion = start();
  await indexesReady(connection);

  const count = (collection: string, filter: object) =>
    connection.collection(collection).countDocuments(filter);

  return {
    ...completion,
    module,
    start,
    employees,
    absences,
    close: store.close,
    wait: (minutes: number) => {
      time += minutes * minute;
    },

    newEmployee: async (): Promise<string> => {
      people += 1;
      // Known since the world began, whatever day it is outside.
      const second = Math.floor(begins / 1000).toString(16);
      const _id = new Types.ObjectId(second + people.toString(16).padStart(16, '0'));
      const added = await employeeModel(connection).create({
        ...{ _id, login: `person-${people}`, employeeNumbers: [`${people}`] },
      });
      return added._id.toHexString();
    },

    setRoles: (id: string, roles: Role[]) =>
      employeeModel(connection).updateOne(
        { _id: new Types.ObjectId(id) },
        { $set: { roles, ...staleStanding() } },
      ),

    /** Reads every page and does the exercise. */
    readAll: async (id: string, of: Module = module): Promise<void> => {
      const { pages, exercises } = of.texts.sv;
      for (let step = 1; step <= pages.length + exercises.length; step += 1) {
        await completion.course.openStep(id, of, step);
        await completion.course.finishExercise(id, of, step - pages.length);
      }
    },

    /** The posted fields that answer an attempt, with so many wrong from the end. */
    fieldsFor: (questions: { id: string }[], wrong = 0): Record<string, string> =>
      Object.fromEntries(
        questions.map(({ id }, index) => [
          `svar-${id}`,
          index < questions.length - wrong ? rightOption : wrongOption,
        ]),
      ),

    /** How reports tell of the person on the day it is, where the course is assigned so. */
    standingOf: async (id: string, assignments = assigned([module])) => {
      const standings = createStandings({
        ...{ connection, assignments },
        recordsOf: createCourseRecords(connection),
        logger: createLogger({ level: 'silent' }, process.stderr),
      });
      await standings.settleAll();
      const book = await standings.book();
      const timeline = book.find(id)?.timeline;
      const at = timeline ? periodOn(timeline, dayNumber(dayOf(new Date(time)))) : null;
      const state = timeline && at !== null ? book.states[stateAt(timeline, at)] : undefined;
      const each = Object.values(state?.modules ?? {});
      const done = each.filter((one) => one === 'done').length;
      return { status: state?.status, done, total: each.length };
    },
    attempts: (id: string) => count('attempts', { employeeId: new Types.ObjectId(id) }),
    audited: (id: string) => count('audit', { action: 'completion.recorded', target: id }),
  };
};

export type CourseWorld = Awaited<ReturnType<typeof openCourseWorld>>;
