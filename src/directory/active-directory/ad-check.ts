import type { Entry } from 'ldapts';
import { lockFinding, mustHold, ok, warning, type CheckFinding } from '../directory-check.ts';
import { textsOf } from '../ldap/entry-values.ts';
import { checkBase, checkServers } from '../ldap/check-servers.ts';
import type { LdapSession } from '../ldap/ldap-session.ts';
import { adSignInFault } from './ad-answer.ts';
import { people } from './ad-account.ts';
import { readDomain, type AdPolicy } from './ad-policy.ts';
import { policyHintsOid } from './ad-reset.ts';
import type { AdSettings } from './ad-settings.ts';

const dayMs = 86_400_000;

const policyFindings = ({ minLength, history, complexity, minAgeMs, lockoutMs }: AdPolicy) => [
  ok('policy', { minLength, history }),
  ok(complexity ? 'complexity' : 'any-characters'),
  ok('minimum-age', { days: (minAgeMs / dayMs).toFixed(1) }),
  lockFinding(lockoutMs),
];

const checkPolicy = async (session: LdapSession): Promise<CheckFinding[]> => {
  const { policy, controls } = await readDomain(session);
  const hints = controls.includes(policyHintsOid) ? ok('policy-hints') : warning('no-policy-hints');
  return [...policyFindings(policy), hints];
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
    const who = { closed: closed.length, found: found.length, example: closed[0]?.dn };
    return mustHold(closed.length === 0, 'right', { right: name, ...who });
  });
};

const listed = 50;

/** They inherit no rights: named, so that nobody wonders on the morning itself. */
const checkProtected = async (session: LdapSession, base: string): Promise<CheckFinding[]> => {
  const filter = `(&${people}(adminCount=1))`;
  const found = await session.search(base, { filter, attributes: ['1.1'], sizeLimit: listed });
  if (found.length === 0) return [];
  const names = found.map(({ dn }) => dn).join('; ');
  return [warning(found.length === listed ? 'protected-and-more' : 'protected', { names })];
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
