export { employeeModel, type CourseSummary, type EmployeeRecord } from './employee-model.ts';
export { createEmployeeStore, type Employee, type EmployeeStore } from './employee-store.ts';
export { createUnitStore, type Unit, type UnitStore } from './unit-store.ts';
export { readRoster, type Roster, type RosterPerson } from './read-roster.ts';
