export { rosterDeps } from './create-roster.ts';
export { importRoster, type ImportOptions } from './import-roster.ts';
export { rosterPagesOf } from './roster-pages.ts';
export { rosterRoutes } from './roster-routes.ts';
export { createRosterWork } from './roster-work.ts';
