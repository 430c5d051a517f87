import { textOf } from './entry-values.ts';
import type { LdapSession } from './ldap-session.ts';

/** Where an account says when its password was last set, and how that is read. */
interface ChangeMark {
  /** Names the accounts that were changed. */
  filter: string;
  attribute: string;
  momentOf: (text: string) => Date | null;
}

/** When each of the accounts was last given a password, by its DN. */
export const changedSince = async (
  session: LdapSession,
  base: string,
  { filter, attribute, momentOf }: ChangeMark,
): Promise<Map<string, Date>> => {
  const paged = { pageSize: 500 };
  const found = await session.search(base, { filter, attributes: [attribute], paged });
  return new Map(
    found.flatMap((entry): [string, Date][] => {
      const at = momentOf(textOf(entry, attribute));
      return at ? [[entry.dn, at]] : [];
    }),
  );
};
