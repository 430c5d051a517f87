import { z } from 'zod';
import { DirectoryFault } from '../directory-fault.ts';
import { PortalError } from '../../platform/errors.ts';
import type {
  AccountState,
  Enforced,
  EnforcedMethod,
  Enforcement,
  LookedFor,
} from '../enforcement.ts';
import { unknownPassword } from '../unknown-password.ts';
import {
  quoted,
  readUser,
  select,
  setAtOf,
  user,
  userPath,
  type EntraUser,
} from './entra-account.ts';
import { refusalOf } from './entra-reset.ts';
import type { EntraSettings } from './entra-settings.ts';
import { GraphRefusal, type AskGraph, type createGraphClient } from './graph-client.ts';

/** So many values an `in` of Graph takes. */
const mostValues = 15;
const pageSize = 999;

const page = z.object({ value: z.array(user), '@odata.nextLink': z.string().optional() });
const times = z.object({
  value: z.array(user.pick({ id: true, lastPasswordChangeDateTime: true })),
  '@odata.nextLink': z.string().optional(),
});

const stateOf = (found: EntraUser): AccountState => ({
  id: found.id,
  login: found.userPrincipalName,
  hindrances: [
    ...(found.accountEnabled ? [] : (['disabled'] as const)),
    ...(found.onPremisesSyncEnabled ? (['synchronised'] as const) : []),
  ],
  setAt: setAtOf(found),
  // Graph takes a demand to change, and tells of none.
  mustChange: false,
});

const lookUp = async (
  ask: AskGraph,
  match: EntraSettings['match'],
  people: readonly LookedFor[],
) => {
  const valuesOf = ({ login, employeeNumbers }: LookedFor) =>
    (match === 'employeeId' ? employeeNumbers : [login]).filter(Boolean);
  const values = [...new Set(people.flatMap(valuesOf))];
  const users: (EntraUser & { employeeId?: string | null | undefined })[] = [];
  for (let first = 0; first < values.length; first += mostValues) {
    const some = values
      .slice(first, first + mostValues)
      .map(quoted)
      .join(',');
    const filter = encodeURIComponent(`${match} in (${some})`);
    const path = `/users?$filter=${filter}&$top=${pageSize}&${select},employeeId`;
    const withNumber = page.extend({
      value: z.array(user.extend({ employeeId: z.string().nullish() })),
    });
    users.push(...withNumber.parse(await ask('GET', path)).value);
  }
  const isOf = (person: LookedFor) => (one: (typeof users)[number]) =>
    valuesOf(person).some((value) => value.toLowerCase() === one[match]?.toLowerCase());
  return new Map(people.map((person) => [person.key, users.filter(isOf(person)).map(stateOf)]));
};

const changedSince = async (ask: AskGraph, since: Date): Promise<Map<string, Date>> => {
  const changed = new Map<string, Date>();
  // Graph cannot filter by this: everybody is read, a page at a time.
  let path: string | undefined = `/users?$select=id,lastPasswordChangeDateTime&$top=${pageSize}`;
  while (path) {
    const read: z.infer<typeof times> = times.parse(await ask('GET', path));
    for (const one of read.value) {
      const at = one.lastPasswordChangeDateTime ? new Date(one.lastPasswordChangeDateTime) : null;
      if (at && at >= since) changed.set(one.id, at);
    }
    path = read['@odata.nextLink']?.replace(/^.*\/v1\.0/, '');
  }
  return changed;
};

const profileFor = (method: EnforcedMethod) => ({
  passwordProfile: {
    forceChangePasswordNextSignIn: true,
    ...(method === 'unusable' && { password: unknownPassword() }),
  },
});

/** A fault as Graph's client hands it out, inside the portal's own error. */
const faultIn = (error: unknown): DirectoryFault | undefined => {
  const inner = error instanceof PortalError ? error.cause : error;
  return inner instanceof DirectoryFault ? inner : undefined;
};

const outcomeOf = (error: unknown): Enforced => {
  const cause = error instanceof GraphRefusal && refusalOf(error);
  if (cause) return { kind: 'refused', cause, code: `HTTP ${error.status}` };
  const fault = faultIn(error);
  if (!fault) throw error;
  const { reason, sent, code = reason } = fault;
  return sent ? { kind: 'unanswered', code } : { kind: 'unavailable', cause: reason, code };
};

/** Campaigns in Entra ID. */
export const entraEnforcement = (
  { work }: Pick<ReturnType<typeof createGraphClient>, 'work'>,
  { match, graphUrl }: EntraSettings,
  endSessions: (userId: string) => Promise<void>,
): Enforcement => {
  const enforce = async ({ id }: AccountState, method: EnforcedMethod): Promise<Enforced> => {
    try {
      const at = await work(async (ask) => {
        await ask('PATCH', userPath(id), profileFor(method)).catch((error: unknown) => {
          if (error instanceof GraphRefusal && refusalOf(error)) throw new Refused(error);
          throw error;
        });
        const after = method === 'unusable' ? await readUser(ask, id) : null;
        return after && setAtOf(after);
      });
      await endSessions(id);
      return { kind: 'written', at, code: 'HTTP 204' };
    } catch (error) {
      return outcomeOf(error instanceof Refused ? error.refusal : error);
    }
  };

  return {
    session: (todo) =>
      todo({
        controller: new URL(graphUrl).host,
        lookUp: (people) => work((ask) => lookUp(ask, match, people)),
        enforce,
        changedSince: (since) => work((ask) => changedSince(ask, since)),
      }),
  };
};

/** Graph's client would make a fault of it: what a refusal says of the person is read here. */
class Refused extends Error {
  readonly refusal: GraphRefusal;

  constructor(refusal: GraphRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}
