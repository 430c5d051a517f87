import type { Entry } from 'ldapts';
import { mustHold, ok, warning, type CheckFinding } from '../directory-check.ts';
import { textsOf } from '../ldap/entry-values.ts';
import { checkBase, checkServers } from '../ldap/check-servers.ts';
import type { LdapSession } from '../ldap/ldap-session.ts';
import { adSignInFault } from './ad-answer.ts';
import { people } from './ad-account.ts';
import { readDomain, type AdPolicy } from './ad-policy.ts';
import { policyHintsOid } from './ad-reset.ts';
import type { AdSettings } from './ad-settings.ts';

const dayMs = 86_400_000;

const policyInWords = ({ minLength, history, complexity, minAgeMs, lockoutMs }: AdPolicy): string =>
  [
    `at least ${minLength} characters`,
    complexity ? 'of three kinds' : 'of any kind',
    `none of the latest ${history}`,
    `kept for at least ${(minAgeMs / dayMs).toFixed(1)} days`,
    lockoutMs > 0 ? `locks last ${lockoutMs / 60_000} minutes` : 'locks last until opened',
  ].join(', ');

const checkPolicy = async (session: LdapSession): Promise<CheckFinding[]> => {
  const { policy, controls } = await readDomain(session);
  const hints = controls.includes(policyHintsOid)
    ? ok('policy hints are offered: a reset minds history and minimum age')
    : warning('policy hints are not offered: a reset minds neither history nor minimum age');
  return [ok(`the domain’s policy: ${policyInWords(policy)}`), hints];
};

const looked = 100;

/** Attributes that the portal's account may write to people, as the controller works it out. */
const checkRights = async (
  session: LdapSession,
  { base, match }: AdSettings,
): Promise<CheckFinding[]> => {
  const filter = `(&${people}(${match}=*)(!(adminCount=1)))`;
  const attributes = ['allowedAttributesEffective'];
  const found = await session.search(base, { filter, attributes, sizeLimit: looked });
  return ['lockoutTime', 'pwdLastSet'].map((name) => {
    const isWritable = (entry: Entry) =>
      textsOf(entry, attributes.join()).some((one) => one.toLowerCase() === name.toLowerCase());
    const closed = found.filter((entry) => !isWritable(entry));
    const who = `${closed.length} of ${found.length} people, as ${closed[0]?.dn}`;
    return mustHold(
      closed.length === 0,
      `the portal’s account may write ${name} of people`,
      `the portal’s account may not write ${name} of ${who}: see docs/directory.md`,
    );
  });
};

const listed = 50;

/** They inherit no rights: named, so that nobody wonders on the morning itself. */
const checkProtected = async (session: LdapSession, base: string): Promise<CheckFinding[]> => {
  const filter = `(&${people}(adminCount=1))`;
  const found = await session.search(base, { filter, attributes: ['1.1'], sizeLimit: listed });
  if (found.length === 0) return [];
  const more = found.length === listed ? ', and perhaps more' : '';
  const names = found.map(({ dn }) => dn).join('; ');
  return [warning(`protected accounts, which only IT can reset (adminCount=1): ${names}${more}`)];
};

/** Servers, base, policy and rights; what cannot be seen without a change is left to a test account. */
export const checkActiveDirectory = (settings: AdSettings): Promise<CheckFinding[]> =>
  checkServers(settings, adSignInFault, async (session) => {
    const { base, match } = settings;
    return [
      ...(await checkPolicy(session)),
      ...(await checkBase(session, { base, people, attribute: match }, async () => [
        ...(await checkRights(session, settings)),
        ...(await checkProtected(session, base)),
      ])),
    ];
  });
