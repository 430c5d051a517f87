import { readFileSync } from 'node:fs';
import type { EntraCredential } from './directory/index.ts';
import type { Keys } from './config-keys.ts';
import { readSecret } from './platform/secret-file.ts';

/** A secret from the environment or from a file; a fault is added to `problems`. */
const secretOf = (
  env: Keys,
  name: 'DIRECTORY_BIND_PASSWORD' | 'ENTRA_CLIENT_SECRET',
  problems: string[],
): string => {
  const path = env[`${name}_FILE`];
  try {
    const value = path ? readSecret(path).toString() : env[name];
    if (!value) problems.push(`${name} is missing: give ${name} or ${name}_FILE.`);
    return value ?? '';
  } catch {
    problems.push(`${name}_FILE: ${path} cannot be read.`);
    return '';
  }
};

const certificateIn = (path: string | undefined, problems: string[]): string => {
  const name = 'DIRECTORY_CA_FILE';
  try {
    const pem = path ? readFileSync(path, 'utf8') : '';
    if (!path) problems.push(`${name} is missing: the CA that issued the servers’ certificates.`);
    else if (!pem.includes('-----BEGIN CERTIFICATE-----'))
      problems.push(`${name}: ${path} holds no certificate (PEM).`);
    return pem;
  } catch {
    problems.push(`${name}: ${path} cannot be read.`);
    return '';
  }
};

/** One of the values that a kind of directory takes, or the first of them. */
const oneOf = <Value extends string>(
  given: string | undefined,
  name: string,
  values: readonly [Value, ...Value[]],
  problems: string[],
): Value => {
  const found = values.find((value) => value.toLowerCase() === given?.toLowerCase());
  if (given && !found) problems.push(`${name} must be one of ${values.join(', ')}.`);
  return found ?? values[0];
};

const fileContent = (path: string, name: string, problems: string[]): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    problems.push(`${name}: ${path} cannot be read.`);
    return '';
  }
};

const entraCredential = (env: Keys, problems: string[]): EntraCredential => {
  const { ENTRA_KEY_FILE: key, ENTRA_CERT_FILE: certificate } = env;
  if (!key && !certificate)
    return { kind: 'secret', secret: secretOf(env, 'ENTRA_CLIENT_SECRET', problems) };
  if (!key || !certificate) problems.push('ENTRA_KEY_FILE and ENTRA_CERT_FILE go together.');
  return {
    kind: 'certificate',
    privateKeyPem: key ? fileContent(key, 'ENTRA_KEY_FILE', problems) : '',
    certificatePem: certificate ? fileContent(certificate, 'ENTRA_CERT_FILE', problems) : '',
  };
};

const entraConfig = (env: Keys, problems: string[]) => {
  if (!env.ENTRA_TENANT_ID) problems.push('ENTRA_TENANT_ID is missing: the tenant’s id.');
  if (!env.ENTRA_CLIENT_ID) problems.push('ENTRA_CLIENT_ID is missing: the application’s id.');
  return {
    tenantId: env.ENTRA_TENANT_ID ?? '',
    clientId: env.ENTRA_CLIENT_ID ?? '',
    credential: entraCredential(env, problems),
    passMinutes: env.ENTRA_ACCESS_PASS_MINUTES,
    connections: env.DIRECTORY_CONNECTIONS,
  };
};

const ldapConfig = (env: Keys, problems: string[]) => {
  for (const [name, meaning] of [
    ['DIRECTORY_URLS', 'ldaps:// addresses of the servers, separated by spaces'],
    ['DIRECTORY_BASE', 'the DN below which people are'],
    ['DIRECTORY_BIND_DN', 'the portal’s own account'],
  ] as const)
    if (!env[name]) problems.push(`${name} is missing: ${meaning}.`);
  return {
    urls: env.DIRECTORY_URLS ?? [],
    ca: certificateIn(env.DIRECTORY_CA_FILE, problems),
    bind: {
      dn: env.DIRECTORY_BIND_DN ?? '',
      password: secretOf(env, 'DIRECTORY_BIND_PASSWORD', problems),
    },
    connections: env.DIRECTORY_CONNECTIONS,
    base: env.DIRECTORY_BASE ?? '',
    asciiOnly: env.DIRECTORY_ASCII_PASSWORDS,
  };
};

const adMatches = ['employeeNumber', 'employeeID', 'userPrincipalName', 'sAMAccountName'] as const;

const adLogins = ['userPrincipalName', 'sAMAccountName'] as const;

/** Where logins live, and how it is reached; a fault is added to `problems`. */
export const directoryConfig = (env: Keys, problems: string[]) => {
  const match = ['DIRECTORY_MATCH_ATTRIBUTE', env.DIRECTORY_MATCH_ATTRIBUTE] as const;
  const login = ['DIRECTORY_LOGIN_ATTRIBUTE', env.DIRECTORY_LOGIN_ATTRIBUTE] as const;
  switch (env.DIRECTORY) {
    case 'ad':
      return {
        kind: 'ad' as const,
        ...ldapConfig(env, problems),
        match: oneOf(match[1], match[0], adMatches, problems),
        login: oneOf(login[1], login[0], adLogins, problems),
        entra: env.ENTRA_TENANT_ID ? entraConfig(env, problems) : null,
      };
    case 'openldap':
      return {
        kind: 'openldap' as const,
        ...ldapConfig(env, problems),
        match: oneOf(match[1], match[0], ['employeeNumber', 'uid', 'mail'], problems),
        login: oneOf(login[1], login[0], ['uid', 'mail', 'cn'], problems),
        policyDn: env.DIRECTORY_POLICY_DN,
      };
    case 'entra':
      return {
        kind: 'entra' as const,
        ...entraConfig(env, problems),
        match: oneOf(match[1], match[0], ['employeeId', 'userPrincipalName'], problems),
      };
    default:
      return { kind: 'builtin' as const };
  }
};

export type DirectoryConfig = ReturnType<typeof directoryConfig>;
