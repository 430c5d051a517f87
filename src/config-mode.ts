import type { Keys } from './config-keys.ts';
import { organisationProblems } from './config-organisation.ts';
import { ownKeyProblems } from './config-saml.ts';
import { isInside } from './platform/is-inside.ts';
import { isLoopback } from './platform/is-loopback.ts';

/** What is missing or unsafe for the mode the portal runs in, a line each. */
export const modeProblems = (env: Keys, baseUrl: string): string[] => {
  const when = (bad: boolean, line: string) => (bad ? [line] : []);
  if (env.PORTAL_MODE === 'demo')
    return when(!isLoopback(baseUrl), 'BASE_URL must be localhost in demo mode.');
  const metadata = env.SAML_IDP_METADATA;
  return [
    ...when(!env.BASE_URL, 'BASE_URL is missing: the https address that people open.'),
    ...when(env.BASE_URL?.startsWith('http:') ?? false, 'BASE_URL must begin with https://.'),
    ...when(
      env.TRUST_PROXY === 0,
      'TRUST_PROXY is missing: the number of proxies in front, which bring https on as http.',
    ),
    ...when(
      env.PERSON_KEY_FILE !== undefined && isInside(env.DATA_DIR, env.PERSON_KEY_FILE),
      'PERSON_KEY_FILE lies inside DATA_DIR: whoever copies the data would have the key as well.',
    ),
    ...when(
      !metadata && !env.SAML_PROVIDERS_FILE,
      'SAML_IDP_METADATA is missing: URL or file of the identity provider.',
    ),
    ...when(
      env.AUDIT_HEAD_FILE !== undefined && isInside(env.DATA_DIR, env.AUDIT_HEAD_FILE),
      'AUDIT_HEAD_FILE lies inside DATA_DIR: whoever changes the log would change it as well.',
    ),
    ...ownKeyProblems(env),
    ...when(!env.DIRECTORY, 'DIRECTORY is missing: where logins live.'),
    ...organisationProblems(env),
  ];
};
