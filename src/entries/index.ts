export { createEntries } from './create-entries.ts';
export { createUnitPeopleStore } from './unit-people-store.ts';
export { personEntryRoutes } from './person-entry-routes.ts';
export { unitPaperRoutes } from './unit-paper-routes.ts';
