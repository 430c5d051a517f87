import type { AuditReader } from './audit/index.ts';
import type { Course } from './build-course.ts';
import { createCheckResultsStore } from './completion/index.ts';
import type { Core } from './core.ts';
import type { Catalogue } from './courses/index.ts';
import { choosePeople, createPeopleLeft, createReminders } from './reminders/index.ts';
import {
  createDashboard,
  createLeadership,
  createPersonPage,
  createPhishingStore,
  createReadCodeEvents,
  createReadPersonEvents,
  createReports,
  createSavedViewStore,
  createSearchSeal,
} from './reports/index.ts';
import { createStandings } from './standings/index.ts';

interface Parts extends Core {
  catalogue: Catalogue;
  course: Course;
  reader: AuditReader;
}

/** Who is done and who is not, and what is done about it. */
export const buildFollowUp = ({ catalogue, course, reader, ...core }: Parts) => {
  const { config, connection, logger, i18n, audit, employees, units, messages } = core;
  const { assignments, recordsOf } = course;
  const standings = createStandings({ connection, assignments, recordsOf, logger });
  const reports = createReports({
    ...{ standings, units, employees, audit },
    modules: catalogue.modules,
    seal: createSearchSeal(config.sessionSecret),
  });
  const phishing = createPhishingStore(connection);
  const readEvents = createReadPersonEvents({
    ...{ employees, messages, today: reports.today },
    enteredOf: course.entries.enteredOf,
    certificatesOf: course.certificatesOf,
    codeEvents: createReadCodeEvents(reader),
  });
  return {
    standings,
    reports,
    phishing,
    savedViews: createSavedViewStore(connection),
    dashboard: createDashboard({ reports, dueOn: config.course.dueOn }),
    readLeadership: createLeadership({
      ...{ reports, phishing, audit },
      checkResults: createCheckResultsStore(connection),
    }),
    readPersonPage: createPersonPage({
      ...{ standings, assignments, employees, audit, recordsOf, readEvents },
      unitNames: units.names,
      scopeOf: reports.scopeOf,
      today: reports.today,
    }),
    reminders: createReminders({
      ...{ connection, messages, units, employees, audit, i18n, logger },
      peopleLeft: createPeopleLeft(standings),
      choose: choosePeople(reports),
      scopeOf: reports.scopeOf,
      settings: config.reminders,
      baseUrl: config.baseUrl,
    }),
  };
};
