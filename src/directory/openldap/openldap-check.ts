import { lockFinding, mustHold, ok, warning, type CheckFinding } from '../directory-check.ts';
import { textsOf } from '../ldap/entry-values.ts';
import { checkBase, checkServers } from '../ldap/check-servers.ts';
import type { LdapSession } from '../ldap/ldap-session.ts';
import { passwordModify } from './openldap-reset.ts';
import { people, type OpenLdapSettings } from './openldap-settings.ts';
import { readPolicy } from './ppolicy-account.ts';

const checkAbilities = async (session: LdapSession): Promise<CheckFinding> => {
  const root = (await session.read('', ['supportedExtension'])) ?? { dn: '' };
  return mustHold(textsOf(root, 'supportedExtension').includes(passwordModify), 'password-modify');
};

const checkPolicy = async (
  session: LdapSession,
  settings: OpenLdapSettings,
): Promise<CheckFinding[]> => {
  const { minLength, history, lockoutMs } = await readPolicy(session, { dn: '' }, settings);
  if (minLength === 0 && history === 0) return [warning('no-policy')];
  return [ok('policy', { minLength, history }), lockFinding(lockoutMs)];
};

/** Servers, base and policy; rights cannot be seen without a change and are left to a test account. */
export const checkOpenLdap = (settings: OpenLdapSettings): Promise<CheckFinding[]> =>
  checkServers(settings, undefined, async (session) => {
    const { base, match } = settings;
    return [
      ...(await checkBase(session, { base, people, attribute: match })),
      await checkAbilities(session),
      ...(await checkPolicy(session, settings)),
    ];
  });
