import { type Change, type Entry } from 'ldapts';
import type { AccountHindrance, AccountState, Enforcement } from '../enforcement.ts';
import { changedSince } from '../ldap/changed-since.ts';
import { numberOf, textOf, textsOf } from '../ldap/entry-values.ts';
import type { createLdapServers } from '../ldap/ldap-servers.ts';
import { ldapWrite } from '../ldap/ldap-write.ts';
import { lookUpMany } from '../ldap/look-up-many.ts';
import { unknownPassword } from '../unknown-password.ts';
import { isDisabled, isExpired, people, valuesOf } from './ad-account.ts';
import { refusalOf } from './ad-answer.ts';
import { replace, unicodePwd } from './ad-reset.ts';
import type { AdSettings } from './ad-settings.ts';
import { momentOf, ticksAt } from './ad-times.ts';

/** DONT_EXPIRE_PASSWD (MS-ADTS 2.2.16). */
const neverExpires = 0x10000;

const attributes = [
  'userPrincipalName',
  'sAMAccountName',
  'userAccountControl',
  'accountExpires',
  'adminCount',
  'pwdLastSet',
  'objectClass',
  'servicePrincipalName',
];

const isService = (entry: Entry): boolean =>
  textOf(entry, 'servicePrincipalName') !== '' ||
  textsOf(entry, 'objectClass').some((name) => /^msDS-.*ManagedServiceAccount$/i.test(name));

const hindrancesOf = (entry: Entry, now: Date): AccountHindrance[] => {
  const holds: Record<Exclude<AccountHindrance, 'synchronised'>, boolean> = {
    disabled: isDisabled(entry),
    expired: isExpired(entry, now),
    'admin-count': numberOf(entry, 'adminCount') > 0,
    'never-expires': (numberOf(entry, 'userAccountControl') & neverExpires) !== 0,
    'service-account': isService(entry),
  };
  return (Object.keys(holds) as (keyof typeof holds)[]).filter((name) => holds[name]);
};

const stateOf = (entry: Entry, { login }: AdSettings, now: Date): AccountState => ({
  id: entry.dn,
  login: textOf(entry, login) || textOf(entry, 'sAMAccountName'),
  hindrances: hindrancesOf(entry, now),
  setAt: momentOf(textOf(entry, 'pwdLastSet')),
  mustChange: textOf(entry, 'pwdLastSet') === '0',
});

/**
 * A new password counts as set now, which nobody must take for a change by the person: so the
 * demand to change goes with it, in the same write.
 */
const changesFor = {
  'must-change': (): Change[] => [replace('pwdLastSet', '0')],
  unusable: (): Change[] => [
    replace('unicodePwd', unicodePwd(unknownPassword())),
    replace('pwdLastSet', '0'),
  ],
};

const changesFrom = (since: Date) => ({
  filter: `(&${people}(pwdLastSet>=${ticksAt(since)}))`,
  attribute: 'pwdLastSet',
  momentOf,
});

/** Campaigns in Active Directory: `signedIn` is how its servers are worked with. */
export const adEnforcement = (
  settings: AdSettings,
  { signedIn }: Pick<ReturnType<typeof createLdapServers>, 'signedIn'>,
  now: () => Date,
): Enforcement => {
  const { base, match } = settings;
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
                attributes,
                valuesOf: (person) => valuesOf(person, match),
                stateOf: (entry) => stateOf(entry, settings, now()),
              },
              persons,
            ),
          enforce: ({ id }, method) =>
            ldapWrite(
              session.server,
              async () => {
                await session.modify(id, changesFor[method]());
                return null;
              },
              refusalOf,
            ),
          changedSince: (since) => changedSince(session, base, changesFrom(since)),
        }),
      ),
  };
};
