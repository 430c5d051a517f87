import type { KnownPerson } from './known-person.ts';
import type { RosterPerson } from './roster-person.ts';

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** An employee number may have gone to somebody else: one of the names must agree. */
const namesAgree = (a: RosterPerson, b: KnownPerson) =>
  same(a.givenName, b.givenName) || same(a.familyName, b.familyName);

/**
 * Finds who of the known people each person of the roster is: by personal number, else by
 * employee number (no personal number, a new one, or a new key for all of them).
 */
export const matchPeople = (
  people: RosterPerson[],
  known: KnownPerson[],
  personKey: (personalNumber: string) => string,
): Map<RosterPerson, { known: KnownPerson | undefined; key: string | null }> => {
  const byKey = new Map(known.map((person) => [person.personKey, person]));
  const keyed = people.map((person) => {
    const key = person.personalNumber === null ? null : personKey(person.personalNumber);
    return { person, key, known: key === null ? undefined : byKey.get(key) };
  });
  const taken = new Set(keyed.map((match) => match.known));
  const activeLast = known
    .filter((person) => !taken.has(person))
    .sort((a, b) => Number(a.active) - Number(b.active));
  const byNumber = new Map(
    activeLast.flatMap((person) =>
      person.employeeNumbers.map((number): [string, KnownPerson] => [number, person]),
    ),
  );
  const findByNumber = (person: RosterPerson): KnownPerson | undefined => {
    const found = person.employeeNumbers
      .map((number) => byNumber.get(number))
      .find((one) => one && !taken.has(one) && namesAgree(person, one));
    if (found) taken.add(found);
    return found;
  };
  return new Map(
    keyed.map(({ person, key, known: byKeyFound }) => [
      person,
      { key, known: byKeyFound ?? findByNumber(person) },
    ]),
  );
};
