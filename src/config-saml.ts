import { readFileSync } from 'node:fs';
import type { Keys } from './config-keys.ts';
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

/** Who we are to identity providers, and which those are; a fault is added to `problems`. */
export const samlConfig = (env: Keys, baseUrl: string, problems: string[]) => {
  const providers = samlProviders(env, problems);
  return {
    entityId: env.SAML_ENTITY_ID ?? `${baseUrl}/saml/metadata`,
    privateKeyPem: pem(env.SAML_KEY_FILE, 'SAML_KEY_FILE', problems) ?? '',
    certificatePem: pem(env.SAML_CERT_FILE, 'SAML_CERT_FILE', problems) ?? '',
    entityCategories: wordsOf(env.SAML_ENTITY_CATEGORIES) ?? [
      ...new Set(providers.flatMap(({ entityCategories }) => entityCategories)),
    ],
    contactMail: env.SAML_CONTACT_MAIL,
    providers,
  };
};
