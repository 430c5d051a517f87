import { createAbsenceStore, createAssignments, type loadRules } from './assignments/index.ts';
import type { createAuditReader } from './audit/index.ts';
import { createCertificates, createCertificateStore, createOwnData } from './certificates/index.ts';
import { createCompletion, createCourseRecords, createDoneRecords } from './completion/index.ts';
import { createCodeStores } from './codes/index.ts';
import type { Core } from './core.ts';
import type { Catalogue } from './courses/index.ts';
import { createEntries, createUnitPeopleStore } from './entries/index.ts';

interface Parts extends Core {
  catalogue: Catalogue;
  rules: Awaited<ReturnType<typeof loadRules>>;
  reader: ReturnType<typeof createAuditReader>;
}

/** What people are to do, what they have done, and what is entered about it. */
export const buildCourse = ({ catalogue, rules, reader, ...core }: Parts) => {
  const { config, connection, audit, employees, units, messages } = core;
  const assignments = createAssignments({ modules: catalogue.modules, rules, units });
  const absences = createAbsenceStore(connection);
  const recordsOf = createCourseRecords(connection);
  const doneOf = createDoneRecords(connection);
  const completion = createCompletion({
    ...{ connection, catalogue, employees, assignments, absences, audit },
    terms: config.course,
  });
  const certificateStore = createCertificateStore(connection);
  const unitNames = async () => new Map((await units.all()).map(({ id, name }) => [id, name]));
  return {
    assignments,
    recordsOf,
    doneOf,
    completion,
    unitNames,
    certificatesOf: certificateStore.ofEmployee,
    certificates: createCertificates({
      ...{ completion, audit, store: certificateStore },
      validDays: config.course.certificateDays,
    }),
    entries: createEntries({
      ...{ absences, units, employees, completion, doneOf, assignments, audit },
      unitPeople: createUnitPeopleStore(connection),
    }),
    ownData: createOwnData({
      ...{ employees, unitNames, completion, reader, audit },
      certificates: certificateStore,
      messagesOf: messages.ofEmployee,
      codesOf: createCodeStores(connection).ofEmployee,
    }),
  };
};

export type Course = ReturnType<typeof buildCourse>;
