export { rosterDeps } from './create-roster.ts';
export { importRoster, type ImportOptions } from './import-roster.ts';
