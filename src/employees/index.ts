export { parseEmail, parseMobile, writtenMobile } from './contact-details.ts';
export {
  employeeModel,
  type CourseSummary,
  type EmployeeRecord,
  type Employment,
  type PrivateContact,
} from './employee-model.ts';
export { createEmployeeStore, type Employee, type EmployeeStore } from './employee-store.ts';
export { employmentTypes, type EmploymentType } from './employment-words.ts';
export { importRoster, type ImportOptions } from './import-roster.ts';
export { searchedBy } from './name-search.ts';
export { readRoster } from './read-roster.ts';
export { describeNote } from './row-note.ts';
export { createRosterStore } from './roster-store.ts';
export { createUnitStore, type Unit } from './unit-store.ts';
