export { createReportStore } from './report-store.ts';
export { reportsOf } from './reports.ts';
export { reportRoutes } from './report-routes.ts';
