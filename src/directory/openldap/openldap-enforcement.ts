import { Attribute, Change, type Entry } from 'ldapts';
import type { AccountHindrance, AccountState, Enforcement, LookedFor } from '../enforcement.ts';
import { changedSince } from '../ldap/changed-since.ts';
import { textOf, textsOf } from '../ldap/entry-values.ts';
import type { createLdapServers } from '../ldap/ldap-servers.ts';
import type { LdapSession } from '../ldap/ldap-session.ts';
import { ldapWrite } from '../ldap/ldap-write.ts';
import { lookUpMany } from '../ldap/look-up-many.ts';
import { unknownPassword } from '../unknown-password.ts';
import { passwordModify, passwordRequest } from './openldap-reset.ts';
import { people, type OpenLdapSettings } from './openldap-settings.ts';
import {
  accountAttributes,
  generalizedTime,
  isDisabled,
  isExpired,
  momentOf,
} from './ppolicy-account.ts';
import { PasswordPolicyControl, refusalOf } from './ppolicy-control.ts';

/** Classes of RFC 4519 and 4524 that belong to machines and programs. */
const serviceClasses = new Set(['simplesecurityobject', 'applicationprocess', 'device']);

const hindrancesOf = (entry: Entry, now: Date): AccountHindrance[] => [
  ...(isDisabled(entry) ? (['disabled'] as const) : []),
  ...(isExpired(entry, now) ? (['expired'] as const) : []),
  ...(textsOf(entry, 'objectClass').some((name) => serviceClasses.has(name.toLowerCase()))
    ? (['service-account'] as const)
    : []),
];

const stateOf = (entry: Entry, { login }: OpenLdapSettings, now: Date): AccountState => ({
  id: entry.dn,
  login: textOf(entry, login),
  hindrances: hindrancesOf(entry, now),
  setAt: momentOf(textOf(entry, 'pwdChangedTime')),
  mustChange: textOf(entry, 'pwdReset').toUpperCase() === 'TRUE',
});

const demandChange = async (session: LdapSession, dn: string): Promise<null> => {
  const modification = new Attribute({ type: 'pwdReset', values: ['TRUE'] });
  await session.modify(dn, [new Change({ operation: 'replace', modification })]);
  return null;
};

const changedAt = async (session: LdapSession, dn: string): Promise<Date | null> =>
  momentOf(textOf((await session.read(dn, ['pwdChangedTime'])) ?? { dn }, 'pwdChangedTime'));

const changesFrom = (since: Date) => ({
  filter: `(pwdChangedTime>=${generalizedTime(since)})`,
  attribute: 'pwdChangedTime',
  momentOf,
});

/** Campaigns in OpenLDAP: `signedIn` is how its servers are worked with. */
export const openLdapEnforcement = (
  settings: OpenLdapSettings,
  { signedIn }: Pick<ReturnType<typeof createLdapServers>, 'signedIn'>,
  valuesOf: (person: LookedFor, match: OpenLdapSettings['match']) => string[],
  now: () => Date,
): Enforcement => {
  const { base, match } = settings;

  const makeUnusable = async (session: LdapSession, dn: string, told: PasswordPolicyControl) => {
    await session.extended(passwordModify, passwordRequest(dn, unknownPassword()), [told]);
    // Our own write has a moment like any other: it is remembered, so that nobody counts it.
    return changedAt(session, dn);
  };

  return {
    session: (work) =>
      signedIn((session) =>
        work({
          controller: session.server,
          lookUp: (persons) =>
            lookUpMany(
              session,
              {
                base,
                people,
                attribute: match,
                attributes: [...accountAttributes, 'objectClass'],
                valuesOf: (person) => valuesOf(person, match),
                stateOf: (entry) => stateOf(entry, settings, now()),
              },
              persons,
            ),
          enforce: ({ id }, method) => {
            const told = new PasswordPolicyControl();
            return ldapWrite(
              session.server,
              () =>
                method === 'unusable' ? makeUnusable(session, id, told) : demandChange(session, id),
              (error) => refusalOf(error, told),
            );
          },
          changedSince: (since) => changedSince(session, base, changesFrom(since)),
        }),
      ),
  };
};
