import { roles, type Role } from '../../platform/roles.ts';
import { fullName, type DemoPerson } from './demo-person.ts';

export interface RoleChoice {
  role: Role;
  person: DemoPerson;
}

export interface SearchResult {
  people: DemoPerson[];
  total: number;
}

const mostShown = 20;

const hasOnlyRole = (person: DemoPerson, role: Role) =>
  person.roles.filter((other) => other !== 'employee').every((other) => other === role);

/** Someone with that role and preferably no other; as employee, someone who was not here before. */
const personWith = (people: DemoPerson[], role: Role, usedIds: ReadonlySet<string>) => {
  const candidates = people.filter(
    ({ roles: has }) => role === 'employee' || has.some((other) => other === role),
  );
  const fresh = ({ id }: DemoPerson) => role !== 'employee' || !usedIds.has(id);
  return (
    candidates.find((person) => hasOnlyRole(person, role) && fresh(person)) ??
    candidates.find((person) => hasOnlyRole(person, role)) ??
    candidates[0]
  );
};

/** One person to choose for each role that somebody has. */
export const oneByRole = (people: DemoPerson[], usedIds: ReadonlySet<string>): RoleChoice[] =>
  roles.flatMap((role) => {
    const person = personWith(people, role, usedIds);
    return person ? [{ role, person }] : [];
  });

/** Without case and without marks, so that Bjorn finds Björn. */
const folded = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();

/** People whose name or unit has every word of the text, the first twenty, and how many there are. */
export const searchPeople = (people: DemoPerson[], text: string): SearchResult => {
  const words = folded(text).split(/\s+/).filter(Boolean);
  const found = people.filter((person) => {
    const content = folded(`${fullName(person)} ${person.unit}`);
    return words.every((word) => content.includes(word));
  });
  return { people: found.slice(0, mostShown), total: found.length };
};
