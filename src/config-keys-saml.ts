import { z } from 'zod';
import { presetNames } from './config-presets.ts';

/** How we are known to identity providers, and which those are. */
export const samlKeys = {
  SAML_ENTITY_ID: z.string().optional().describe('Our entityID. Default: BASE_URL/saml/metadata.'),
  SAML_KEYS_DIR: z
    .string()
    .optional()
    .describe(
      'Folder of our own keys, made and changed by `npm run saml -- keys`; replaces SAML_KEY and SAML_CERT. See docs/identity-provider.md.',
    ),
  SAML_KEY: z
    .string()
    .optional()
    .describe('Private key (PEM, RSA-3072) that signs requests and decrypts assertions.'),
  SAML_KEY_FILE: z
    .string()
    .optional()
    .describe(
      'File that holds SAML_KEY; refused when others than its owner and group can read it.',
    ),
  SAML_CERT: z.string().optional().describe('Certificate (PEM) of SAML_KEY.'),
  SAML_CERT_FILE: z.string().optional().describe('File that holds SAML_CERT.'),
  SAML_ENTITY_CATEGORIES: z
    .string()
    .optional()
    .describe(
      'Entity categories that our metadata declares, separated by spaces. Default: those of the identity providers.',
    ),
  SAML_CONTACT_MAIL: z
    .email()
    .optional()
    .describe('Mail address for technical questions, in our metadata.'),
  SAML_IDP_METADATA: z
    .string()
    .optional()
    .describe('The identity provider’s metadata: URL or file.'),
  SAML_IDP_METADATA_CERT_FILE: z
    .string()
    .optional()
    .describe(
      'Certificate that must have signed the metadata; required when it comes from a URL in production.',
    ),
  SAML_PROVIDERS_FILE: z
    .string()
    .optional()
    .describe(
      'YAML file that describes several identity providers, or one in all details; replaces the SAML_IDP_ keys, SAML_PRESET, SAML_ACCEPTED_LEVELS and SAML_PERSONAL_NUMBER_ATTRIBUTE. See docs/identity-provider.md.',
    ),
  SAML_PRESET: z
    .enum(presetNames)
    .optional()
    .describe(
      'The identity provider’s habits, see docs/identity-provider.md. Default: `sweden-connect`.',
    ),
  SAML_ACCEPTED_LEVELS: z
    .string()
    .optional()
    .describe(
      'Levels of assurance that sign in, separated by spaces. Default: those of SAML_PRESET.',
    ),
  SAML_PERSONAL_NUMBER_ATTRIBUTE: z
    .string()
    .optional()
    .describe('Attribute that holds the personal number. Default: that of SAML_PRESET.'),
  SAML_PROBE_SECONDS: z.coerce
    .number()
    .min(0)
    .max(3600)
    .default(60)
    .describe(
      'Seconds between two looks at whether an identity provider’s sign-in address answers; 0 where the portal has no way out to it.',
    ),
};
