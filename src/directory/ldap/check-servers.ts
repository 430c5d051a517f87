import type { CheckFinding } from '../directory-check.ts';
import { fault, mustHold, ok, orFault } from '../directory-check.ts';
import { createLdapServers, type SignInFault } from './ldap-servers.ts';
import type { LdapSession } from './ldap-session.ts';
import type { LdapSettings } from './ldap-settings.ts';

type Look = (session: LdapSession) => Promise<CheckFinding[]>;

/** Signs in to each server by itself, and looks at the directory through the first that works. */
export const checkServers = async (
  settings: LdapSettings,
  signInFault: SignInFault | undefined,
  look: Look,
): Promise<CheckFinding[]> => {
  const findings: CheckFinding[] = [];
  let seen: CheckFinding[] | undefined;
  for (const url of settings.urls) {
    const { signedIn } = createLdapServers({ ...settings, urls: [url] }, signInFault);
    const found = await orFault(url, () =>
      signedIn(async (session) => {
        seen ??= await look(session);
        return [ok('signed-in', { server: url })];
      }),
    );
    findings.push(...found);
  }
  return [...findings, ...(seen ?? [fault('no-more')])];
};

interface Place {
  base: string;
  /** A filter that all accounts of people pass. */
  people: string;
  attribute: string;
}

/** Is the base there, does somebody below it have what people are found by, and what else is there? */
export const checkBase = async (
  session: LdapSession,
  { base, people, attribute }: Place,
  lookOn: () => Promise<CheckFinding[]> = () => Promise.resolve([]),
): Promise<CheckFinding[]> => {
  if (!(await session.read(base, ['objectClass']))) return [fault('no-base', { base })];
  const filter = `(&${people}(${attribute}=*))`;
  const [somebody] = await session.search(base, { filter, attributes: ['1.1'], sizeLimit: 1 });
  return [
    ok('base', { base }),
    mustHold(somebody !== undefined, 'attribute', { attribute }),
    ...(await lookOn()),
  ];
};
