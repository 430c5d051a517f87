import { escapeFilter, type Entry } from 'ldapts';
import type { LdapSession } from './ldap-session.ts';
import type { LdapSettings } from './ldap-settings.ts';

interface Wanted {
  base: string;
  /** A filter that all accounts of people pass. */
  people: string;
  attribute: string;
  /** Any of these values will do. */
  values: string[];
  attributes: string[];
}

/**
 * The one entry that has one of the values; null when none has, and when several have: which of
 * them is the person's is not for the portal to guess.
 */
export const findOne = async (
  session: LdapSession,
  { base, people, attribute, values, attributes }: Wanted,
  logger: LdapSettings['logger'],
): Promise<Entry | null> => {
  const is = values.map((value) => `(${attribute}${escapeFilter`=${value}`})`).join('');
  const filter = `(&${people}(|${is}))`;
  const found = await session.search(base, { filter, attributes, sizeLimit: 2 });
  if (found.length > 1) logger.warn('Several accounts belong to one employee.');
  return found.length === 1 ? (found[0] ?? null) : null;
};
