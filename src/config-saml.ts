import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Keys } from './config-keys.ts';
import { isInside } from './platform/is-inside.ts';
import { openFileMode } from './platform/open-file-mode.ts';
import { isUrl, onlyProvider, readProviders } from './config-providers.ts';

const pem = (path: string | undefined, name: string, problems: string[]): string | undefined => {
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    problems.push(`${name}: ${path} cannot be read.`);
    return undefined;
  }
};

/** What is missing of our own keys, a line each. */
export const ownKeyProblems = (env: Keys): string[] => {
  const inData = 'SAML_KEYS_DIR lies inside DATA_DIR: whoever copies the data would have the keys.';
  if (env.SAML_KEYS_DIR) return isInside(env.DATA_DIR, env.SAML_KEYS_DIR) ? [inData] : [];
  const pairs = [
    ['SAML_KEY_FILE', env.SAML_KEY ?? env.SAML_KEY_FILE],
    ['SAML_CERT_FILE', env.SAML_CERT ?? env.SAML_CERT_FILE],
  ];
  const missing = pairs.filter(([, given]) => !given);
  return missing.map(([name]) => `${name} is missing, or SAML_KEYS_DIR.`);
};

/** A file of environment variables takes no line breaks: there they are written as \n. */
const inEnvironment = (text: string | undefined) => text?.replaceAll('\\n', '\n');

const privateKey = (env: Keys, problems: string[]): string => {
  const name = 'SAML_KEY_FILE';
  const path = env[name];
  const text = inEnvironment(env.SAML_KEY) ?? pem(path, name, problems) ?? '';
  const fault = path && text && openFileMode(path);
  if (fault) problems.push(`${name}: ${path} ${fault}`);
  return text;
};

const wordsOf = (text: string | undefined) => text?.split(/\s+/).filter(Boolean);

const givenProviders = (env: Keys, problems: string[]) => {
  const name = 'SAML_IDP_METADATA_CERT_FILE';
  if (!env.SAML_PROVIDERS_FILE)
    return [
      onlyProvider({
        metadata: env.SAML_IDP_METADATA ?? '',
        pinnedCertificatePem: pem(env[name], name, problems),
        preset: env.SAML_PRESET,
        levels: wordsOf(env.SAML_ACCEPTED_LEVELS),
        personalNumberAttribute: env.SAML_PERSONAL_NUMBER_ATTRIBUTE,
      }),
    ];
  try {
    return readProviders(env.SAML_PROVIDERS_FILE);
  } catch (error) {
    problems.push(`SAML_PROVIDERS_FILE: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
};

/** In production what comes from a URL must be signed by a known key. */
const samlProviders = (env: Keys, problems: string[]) => {
  const providers = givenProviders(env, problems);
  const where = env.SAML_PROVIDERS_FILE ? 'metadataCertificate' : 'SAML_IDP_METADATA_CERT_FILE';
  for (const { id, metadata } of providers)
    if (
      env.PORTAL_MODE === 'production' &&
      isUrl(metadata.source) &&
      !metadata.pinnedCertificatePem
    )
      problems.push(
        `${where} is missing for ${id}: metadata from a URL must be signed by a known key.`,
      );
  return providers;
};

/** Our own keys: a folder, or a pair; a fault is added to `problems`. */
export const ownKeys = (env: Keys, problems: string[]) => ({
  keysDir: env.SAML_KEYS_DIR && resolve(env.SAML_KEYS_DIR),
  privateKeyPem: privateKey(env, problems),
  certificatePem:
    inEnvironment(env.SAML_CERT) ?? pem(env.SAML_CERT_FILE, 'SAML_CERT_FILE', problems) ?? '',
});

/** Who we are to identity providers, and which those are; a fault is added to `problems`. */
export const samlConfig = (env: Keys, baseUrl: string, problems: string[]) => {
  const providers = samlProviders(env, problems);
  return {
    entityId: env.SAML_ENTITY_ID ?? `${baseUrl}/saml/metadata`,
    ...ownKeys(env, problems),
    entityCategories: wordsOf(env.SAML_ENTITY_CATEGORIES) ?? [
      ...new Set(providers.flatMap(({ entityCategories }) => entityCategories)),
    ],
    contactMail: env.SAML_CONTACT_MAIL,
    providers,
    probeEveryMs: env.SAML_PROBE_SECONDS * 1000,
  };
};
