export { parseEmail, parseMobile, writtenMobile } from './contact-details.ts';
export {
  employeeModel,
  staleStanding,
  type EmployeeRecord,
  type Employment,
  type PrivateContact,
} from './employee-model.ts';
export { employmentsOf } from './date-organisation.ts';
export type { Employee } from './employee.ts';
export { createEmployeeStore, type EmployeeStore } from './employee-store.ts';
export { employmentTypes, type EmploymentType } from './employment-words.ts';
export {
  createLeaverStore,
  leaverClasses,
  type LeaverClass,
  type LeaverStore,
} from './leaver-store.ts';
export { placesOf } from './places-of.ts';
export { searchedBy } from './name-search.ts';
export type { SignedInEmployee } from './signed-in-store.ts';
export { changeUnits, type UnitChanges } from './change-units.ts';
export { endedBy, soFrom } from './dated-periods.ts';
export type { KnownPerson, PersonFields } from './known-person.ts';
export {
  planImport,
  releasedFrom,
  type AddedPerson,
  type ChangedPerson,
  type ImportPlan,
  type LeavingPerson,
} from './plan-import.ts';
export { readRoster, type Roster } from './read-roster.ts';
export { RosterFileError, type RosterFileFault } from './roster-columns.ts';
export { createRosterStore, type RosterStore } from './roster-store.ts';
export { describeNote, reasonOf, type RowNote } from './row-note.ts';
export { createUnitStore, type KnownUnit, type Unit, type UnitStore } from './unit-store.ts';
