import { escapeFilter, type Entry } from 'ldapts';
import type { AccountState, LookedFor } from '../enforcement.ts';
import { textsOf } from './entry-values.ts';
import type { LdapSession } from './ldap-session.ts';

interface Wanted {
  base: string;
  /** A filter that all accounts of people pass. */
  people: string;
  /** What people are found by, and the values of it that belong to one of them. */
  attribute: string;
  valuesOf: (person: LookedFor) => string[];
  attributes: string[];
  stateOf: (entry: Entry) => AccountState;
}

/** So many values stand in one filter. */
const chunkSize = 50;

const folded = (text: string): string => text.toLowerCase();

const chunksOf = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / chunkSize) }, (_, index) =>
    items.slice(index * chunkSize, (index + 1) * chunkSize),
  );

/** The accounts of many people in few searches, by each person's key. */
export const lookUpMany = async (
  session: LdapSession,
  { base, people, attribute, valuesOf, attributes, stateOf }: Wanted,
  persons: readonly LookedFor[],
): Promise<Map<string, AccountState[]>> => {
  const owners = new Map<string, string[]>();
  for (const person of persons)
    for (const value of new Set(valuesOf(person).map(folded)))
      owners.set(value, [...(owners.get(value) ?? []), person.key]);

  const found = new Map<string, AccountState[]>(persons.map(({ key }) => [key, []]));
  for (const values of chunksOf([...owners.keys()])) {
    const is = values.map((value) => `(${attribute}${escapeFilter`=${value}`})`).join('');
    const entries = await session.search(base, {
      filter: `(&${people}(|${is}))`,
      attributes: [...attributes, attribute],
      paged: { pageSize: 500 },
    });
    for (const entry of entries) {
      const keys = new Set(
        textsOf(entry, attribute).flatMap((one) => owners.get(folded(one)) ?? []),
      );
      for (const key of keys) found.get(key)?.push(stateOf(entry));
    }
  }
  // Whoever has two numbers may be found twice, by either: it is one account all the same.
  return new Map(
    [...found].map(([key, states]) => [
      key,
      [...new Map(states.map((state) => [state.id, state])).values()],
    ]),
  );
};
