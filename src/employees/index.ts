export { employeeModel, type CourseSummary, type EmployeeRecord } from './employee-model.ts';
export { createEmployeeStore, type Employee, type EmployeeStore } from './employee-store.ts';
export { importRoster, type ImportOptions } from './import-roster.ts';
export type { ImportReport } from './import-report.ts';
export { readRoster, type Roster } from './read-roster.ts';
export type { RosterPerson } from './roster-person.ts';
export { createRosterStore, type RosterStore } from './roster-store.ts';
export { createUnitStore, type Unit, type UnitStore } from './unit-store.ts';
