import { z } from 'zod';
import type { Account, PasswordPolicy } from '../directory.ts';
import type { EntraSettings } from './entra-settings.ts';
import { GraphRefusal, type AskGraph } from './graph-client.ts';

export const user = z.object({
  id: z.string(),
  userPrincipalName: z.string(),
  displayName: z.string().nullish(),
  mailNickname: z.string().nullish(),
  accountEnabled: z.boolean(),
  onPremisesSyncEnabled: z.boolean().nullish(),
  lastPasswordChangeDateTime: z.iso.datetime({ offset: true }).nullish(),
});

export type EntraUser = z.infer<typeof user>;

export const select = `$select=${Object.keys(user.shape).join(',')}`;

/** Graph's quotation: a quote inside is doubled (OData 4.01, 5.1.1.6.1). */
export const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

interface Person {
  login: string;
  employeeNumbers: string[];
}

/** The one user that belongs to the person; null when there is none, or several. */
export const findUser = async (
  ask: AskGraph,
  { login, employeeNumbers }: Person,
  { match, logger }: EntraSettings,
): Promise<EntraUser | null> => {
  const values = (match === 'employeeId' ? employeeNumbers : [login]).filter(Boolean);
  if (values.length === 0) return null;
  const filter = encodeURIComponent(`${match} in (${values.map(quoted).join(',')})`);
  const answer = await ask('GET', `/users?$filter=${filter}&$top=2&${select}`);
  const [found, ...more] = z.object({ value: z.array(user) }).parse(answer).value;
  if (more.length > 0) logger.warn('Several accounts belong to one employee.');
  return more.length > 0 ? null : (found ?? null);
};

export const userPath = (id: string): string => `/users/${encodeURIComponent(id)}`;

/** A user by id, or null when gone. */
export const readUser = async (ask: AskGraph, id: string): Promise<EntraUser | null> => {
  try {
    return user.parse(await ask('GET', `${userPath(id)}?${select}`));
  } catch (error) {
    if (error instanceof GraphRefusal && error.status === 404) return null;
    throw error;
  }
};

/** The account as the portal knows it. Graph tells of no lock, and of no end of an account. */
export const accountOf = (found: EntraUser): Account => ({
  id: found.id,
  login: found.userPrincipalName,
  otherNames: [found.displayName, found.mailNickname].filter((name) => !!name).map(String),
  disabled: !found.accountEnabled,
  expired: false,
  lockedUntil: null,
});

export const setAtOf = ({ lastPasswordChangeDateTime: at }: EntraUser): Date | null =>
  at ? new Date(at) : null;

/**
 * Microsoft's own rules for accounts in the cloud, which no API tells: 8 to 256 characters of three
 * kinds, none beyond ASCII. History counts when people change their own password, not here.
 */
export const entraPolicy: PasswordPolicy = {
  minLength: 8,
  maxLength: 256,
  history: 0,
  complexity: true,
  asciiOnly: true,
};
