export { peopleQuery, readPeopleQuery, wantedStatuses, type PeopleFilter } from './people-query.ts';
export { percent } from './percent.ts';
export type { ReportPerson } from './report-person.ts';
export { reportRoutes } from './report-routes.ts';
export { createReports, type Overview, type Reports, type TrendPoint } from './reports.ts';
export type { UnitRow } from './unit-rows.ts';
