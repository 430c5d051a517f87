export { demoPeople } from './demo-people.ts';
export { demoRoster } from './demo-roster.ts';
export { unknownPersonalNumber } from './test-persons.ts';
