import { mustHold, ok, warning, type CheckFinding } from '../directory-check.ts';
import { textsOf } from '../ldap/entry-values.ts';
import { checkBase, checkServers } from '../ldap/check-servers.ts';
import type { LdapSession } from '../ldap/ldap-session.ts';
import { passwordModify } from './openldap-reset.ts';
import { people, type OpenLdapSettings } from './openldap-settings.ts';
import { readPolicy } from './ppolicy-account.ts';

const checkAbilities = async (session: LdapSession): Promise<CheckFinding> => {
  const root = (await session.read('', ['supportedExtension'])) ?? { dn: '' };
  return mustHold(
    textsOf(root, 'supportedExtension').includes(passwordModify),
    'passwords can be changed by RFC 3062',
    'the server does not offer to change passwords by RFC 3062',
  );
};

const checkPolicy = async (
  session: LdapSession,
  settings: OpenLdapSettings,
): Promise<CheckFinding> => {
  const { minLength, history, lockoutMs } = await readPolicy(session, { dn: '' }, settings);
  if (minLength === 0 && history === 0)
    return warning('no policy can be read: is DIRECTORY_POLICY_DN right, and ppolicy in use?');
  const lasts =
    lockoutMs > 0 ? `locks last ${lockoutMs / 60_000} minutes` : 'locks last until opened';
  return ok(
    `the policy: at least ${minLength} characters, none of the latest ${history}, ${lasts}`,
  );
};

/** Servers, base and policy; rights cannot be seen without a change and are left to a test account. */
export const checkOpenLdap = (settings: OpenLdapSettings): Promise<CheckFinding[]> =>
  checkServers(settings, undefined, async (session) => {
    const { base, match } = settings;
    return [
      ...(await checkBase(session, { base, people, attribute: match })),
      await checkAbilities(session),
      await checkPolicy(session, settings),
    ];
  });
