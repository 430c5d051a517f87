import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** Sweden Connect's levels for BankID: certified, and uncertified (BankID profile 1.8). */
const defaultLevels = [
  'http://id.elegnamnden.se/loa/1.0/loa3',
  'http://id.swedenconnect.se/loa/1.0/uncertified-loa3',
];

const minutes = z.number().int().positive().nullable();

const demand = z.strictObject({
  levels: z.array(z.string().min(1)).min(1).optional(),
  maxAuthenticationAgeMinutes: minutes.default(null),
});

const provider = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be small letters, figures and hyphens'),
  name: z.strictObject({ sv: z.string().min(1), en: z.string().min(1) }),
  metadata: z.string(),
  metadataCertificate: z.string().optional(),
  entityId: z.string().optional(),
  mdq: z.boolean().optional(),
  attributes: z
    .strictObject({
      personalNumber: z.string().default('urn:oid:1.2.752.29.4.13'),
      previousPersonalNumber: z.string().default('urn:oid:1.2.752.201.3.15'),
    })
    .prefault({}),
  levels: z.array(z.string().min(1)).min(1).default(defaultLevels),
  signIn: demand.prefault({}),
  stepUp: demand.prefault({}),
  nameIdFormat: z.string().default('urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'),
  binding: z.enum(['redirect', 'post']).default('redirect'),
  encryptedAssertions: z.boolean().default(true),
  signedAssertions: z.boolean().default(true),
});

const described = provider.refine(({ mdq, entityId }) => !mdq || entityId !== undefined, {
  message: 'mdq asks for one entity: say which by entityId',
});

const file = z.strictObject({ providers: z.array(described).min(1) });

type Provider = z.infer<typeof provider>;

const demandOf = (levels: string[], given: z.infer<typeof demand>) => ({
  levels: given.levels ?? levels,
  maxAuthenticationAgeMs:
    given.maxAuthenticationAgeMinutes === null ? null : given.maxAuthenticationAgeMinutes * 60_000,
});

/** Metadata that comes over the network, where anybody could stand in for the source. */
export const isUrl = (source: string) => /^https?:/i.test(source);

const settingsOf = (given: Provider, pathOf: (file: string) => string) => {
  const { levels, metadata, metadataCertificate, entityId, mdq, signIn, stepUp, ...same } = given;
  return {
    ...same,
    metadata: {
      source: isUrl(metadata) ? metadata : pathOf(metadata),
      pinnedCertificatePem:
        metadataCertificate && readFileSync(pathOf(metadataCertificate), 'utf8'),
      entityId,
      mdq,
    },
    signIn: demandOf(levels, signIn),
    stepUp: demandOf(levels, stepUp),
  };
};

/** The one identity provider that the keys SAML_IDP_… describe. */
export const onlyProvider = (given: {
  metadata: string;
  pinnedCertificatePem: string | undefined;
  levels: string[];
  personalNumberAttribute: string;
}) => {
  const { metadata, levels, personalNumberAttribute: personalNumber } = given;
  const name = { sv: 'BankID', en: 'BankID' };
  const full = provider.parse({
    id: 'bankid',
    name,
    metadata,
    levels,
    attributes: { personalNumber },
  });
  const settings = settingsOf(full, (path) => path);
  const { pinnedCertificatePem } = given;
  return { ...settings, metadata: { ...settings.metadata, pinnedCertificatePem } };
};

/**
 * The identity providers of a YAML file; paths in it are relative to its folder.
 *
 * @throws with a line per fault, each naming its place in the file.
 */
export const readProviders = (path: string) => {
  const result = file.safeParse(parse(readFileSync(path, 'utf8')));
  if (!result.success)
    throw new Error(
      result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    );
  const { providers } = result.data;
  const ids = providers.map(({ id }) => id);
  const double = ids.find((id, index) => ids.indexOf(id) !== index);
  if (double !== undefined) throw new Error(`two providers have the id ${double}`);
  return providers.map((one) => settingsOf(one, (name) => resolve(dirname(path), name)));
};
