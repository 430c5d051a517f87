import { endedBy, soFrom } from './dated-periods.ts';
import type { Employment } from './employee-model.ts';
import type { KnownPerson, PersonFields } from './known-person.ts';
import { matchPeople } from './match-people.ts';
import { changeUnits, type UnitChanges } from './change-units.ts';
import { planUnits } from './plan-units.ts';
import { sortNameOf } from './sort-name.ts';
import type { Roster } from './read-roster.ts';
import type { RosterPerson } from './roster-person.ts';
import type { RejectedRow, RowNote } from './row-note.ts';
import type { KnownUnit, Unit } from './unit-store.ts';

export interface AddedPerson {
  id: string;
  /** The row of the main employment; null when no file says so. */
  line: number | null;
  /** Null for a person without a personal number. */
  personKey: string | null;
  fields: PersonFields;
  employments: Employment[];
}

export interface ChangedPerson {
  id: string;
  line: number | null;
  before: KnownPerson;
  /** Null where it stays as it is; with a new one every session ends. */
  newKey: string | null;
  /** They had left. */
  returned: boolean;
  fields: PersonFields;
  employments: Employment[];
}

export interface LeavingPerson {
  id: string;
  before: KnownPerson;
  employments: Employment[];
}

/** All that an import would do, before anything is done. */
export interface ImportPlan {
  added: AddedPerson[];
  changed: ChangedPerson[];
  /** How many stay as they are. */
  unchanged: number;
  leaving: LeavingPerson[];
  /** Whose employee numbers go to somebody else: which, and which they keep. */
  released: { id: string; gone: string[]; kept: string[] }[];
  /** The whole tree as it is to be. */
  units: Unit[];
  /** What of the tree is written. */
  unitChanges: UnitChanges;
  rejected: RejectedRow[];
  warnings: RowNote[];
}

/** What the plan is made against. */
export interface Present {
  people: KnownPerson[];
  /** Closed ones among them. */
  units: KnownUnit[];
}

export interface PlanMeans {
  personKey: (personalNumber: string) => string;
  /** A fresh id for a new person. */
  newId: () => string;
}

const fieldsOf = (person: RosterPerson): PersonFields => {
  const { givenName, familyName, login, email, mobile } = person;
  const { roles, employeeNumbers, unitIds, unitPath, endsOn, stated } = person;
  const searchName = `${givenName} ${familyName}`.trim().toLowerCase();
  const sortName = sortNameOf(givenName, familyName);
  const named = { givenName, familyName, searchName, sortName, login, email, mobile };
  return { ...named, roles, employeeNumbers, unitIds, unitPath, endsOn, ...stated };
};

const differ = (fields: PersonFields, known: KnownPerson): boolean =>
  (Object.keys(fields) as (keyof PersonFields)[]).some(
    (name) => JSON.stringify(fields[name]) !== JSON.stringify(known[name]),
  );

/** People with a rejected row are left as they are: a slip in a file must lock nobody out. */
const heldBack = (rejected: RejectedRow[], absent: KnownPerson[]) => {
  const numbers = new Set(rejected.map((row) => row.employeeNumber));
  return absent.filter((person) => person.employeeNumbers.some((number) => numbers.has(number)));
};

/** Whose numbers go to somebody else. `ownerOf` tells whose a number is to be. */
export const releasedFrom = (known: KnownPerson[], ownerOf: Map<string, string>) =>
  known.flatMap(({ id, employeeNumbers }) => {
    const isKept = (number: string) => (ownerOf.get(number) ?? id) === id;
    const kept = employeeNumbers.filter(isKept);
    const gone = employeeNumbers.filter((number) => !isKept(number));
    return gone.length > 0 ? [{ id, gone, kept }] : [];
  });

/** Where they work from now on, with all that was before. */
const employmentsOf = (
  { unitIds, unitPath, roles, hiredOn }: PersonFields,
  known: KnownPerson | undefined,
  day: string,
): Employment[] =>
  soFrom(known?.employments ?? [], { unitIds, unitPath, roles }, day, hiredOn ?? known?.hiredOn);

/** Until when they worked here: as the file says, or the last one did. */
const lastDayOf = ({ employeeNumbers, endsOn }: KnownPerson, ended: Roster['ended']) =>
  employeeNumbers
    .flatMap((number) => ended.get(number) ?? [])
    .sort()
    .at(-1) ?? endsOn;

type Matches = ReturnType<typeof matchPeople>;

/** Who of the roster's people is new, who is not as they were, and what to say of them. */
const comparePeople = (matches: Matches, newId: () => string, day: string) => {
  const added: AddedPerson[] = [];
  const changed: ChangedPerson[] = [];
  const warnings: RowNote[] = [];
  const ownerOf = new Map<string, string>();
  for (const [person, { known, key }] of matches) {
    const { line } = person;
    const fields = fieldsOf(person);
    const id = known?.id ?? newId();
    const employments = employmentsOf(fields, known, day);
    for (const number of person.employeeNumbers) ownerOf.set(number, id);
    if (!known) {
      added.push({ id, line, personKey: key, fields, employments });
      continue;
    }
    const newKey = key === known.personKey ? null : key;
    const returned = !known.active;
    const isDated = employments !== known.employments;
    if (newKey !== null || returned || isDated || differ(fields, known))
      changed.push({ id, line, before: known, newKey, returned, fields, employments });
    if (key === null && known.personKey !== null)
      warnings.push({ line, codes: ['PERSONAL_NUMBER_KEPT'] });
  }
  return { added, changed, warnings, ownerOf };
};

/** Compares a roster with those who are known. Changes nothing. */
export const planImport = (roster: Roster, present: Present, means: PlanMeans): ImportPlan => {
  const matches = matchPeople(roster.people, present.people, means.personKey);
  const { added, changed, warnings, ownerOf } = comparePeople(matches, means.newId, roster.day);
  const matched = new Set([...matches.values()].map(({ known }) => known));
  const absent = present.people.filter((person) => person.active && !matched.has(person));
  const held = heldBack(roster.rejected, absent);
  const leaving = absent.filter((person) => !held.includes(person));
  const units = planUnits(roster.units, present.units, held, ownerOf);
  return {
    added,
    changed,
    unchanged: matches.size - added.length - changed.length + held.length,
    leaving: leaving.map((person) => ({
      id: person.id,
      before: person,
      employments: endedBy(person.employments, roster.day, lastDayOf(person, roster.ended)),
    })),
    released: releasedFrom(present.people, ownerOf),
    units,
    unitChanges: changeUnits(units, present.units, roster.day),
    rejected: roster.rejected,
    warnings: [...roster.warnings, ...warnings],
  };
};
