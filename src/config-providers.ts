import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { presetNames, presetOf, type PresetName } from './config-presets.ts';

const words = z.array(z.string().min(1));
const minutes = z.number().int().positive().nullable();

const demand = z.strictObject({
  levels: words.min(1).optional(),
  maxAuthenticationAgeMinutes: minutes.default(null),
});

const provider = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be small letters, figures and hyphens'),
  name: z.strictObject({ sv: z.string().min(1), en: z.string().min(1) }),
  metadata: z.string(),
  metadataCertificate: z.string().optional(),
  entityId: z.string().optional(),
  mdq: z.boolean().optional(),
  preset: z.enum(presetNames).optional(),
  attributes: z.strictObject({
    personalNumber: z.string().min(1),
    previousPersonalNumber: z.string().min(1),
  }),
  levels: words.min(1),
  askForLevels: words.optional(),
  signIn: demand.prefault({}),
  stepUp: demand.prefault({}),
  entityCategories: words,
  nameIdFormat: z.string().min(1),
  binding: z.enum(['redirect', 'post']),
  singleLogout: z.boolean().default(false),
  encryptedAssertions: z.boolean(),
  signedAssertions: z.boolean(),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Everything that is said, without the keys that say nothing. */
const said = (given: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/** Puts the preset's habits beneath what is said. Other levels than its own are also asked for. */
const withHabits = (given: unknown): unknown => {
  if (!isRecord(given)) return given;
  const own = said(given);
  const { askForLevels, ...habits } = presetOf(presetNames.find((name) => name === own.preset));
  const { attributes = {} } = own;
  return {
    ...habits,
    ...(own.levels === undefined && { askForLevels }),
    ...own,
    attributes: isRecord(attributes) ? { ...habits.attributes, ...said(attributes) } : attributes,
  };
};

const described = z.preprocess(
  withHabits,
  provider.refine(({ mdq, entityId }) => !mdq || entityId !== undefined, {
    message: 'mdq asks for one entity: say which by entityId',
  }),
);

const file = z.strictObject({ providers: z.array(described).min(1) });

type Provider = z.infer<typeof provider>;

/** Levels of one purpose are also the ones it asks for, unless others are to be asked for. */
const demandOf = (
  { levels, askForLevels }: Pick<Provider, 'levels' | 'askForLevels'>,
  given: z.infer<typeof demand>,
) => ({
  levels: given.levels ?? levels,
  asked: askForLevels ?? given.levels ?? levels,
  maxAuthenticationAgeMs:
    given.maxAuthenticationAgeMinutes === null ? null : given.maxAuthenticationAgeMinutes * 60_000,
});

/** Metadata that comes over the network, where anybody could stand in for the source. */
export const isUrl = (source: string) => /^https?:/i.test(source);

const settingsOf = (given: Provider, pathOf: (file: string) => string) => {
  const { levels, askForLevels, metadata, metadataCertificate, entityId, mdq, ...rest } = given;
  const { signIn, stepUp, ...same } = rest;
  const levelsOf = { levels, askForLevels };
  return {
    ...same,
    metadata: {
      source: isUrl(metadata) ? metadata : pathOf(metadata),
      pinnedCertificatePem:
        metadataCertificate && readFileSync(pathOf(metadataCertificate), 'utf8'),
      entityId,
      mdq,
    },
    signIn: demandOf(levelsOf, signIn),
    stepUp: demandOf(levelsOf, stepUp),
  };
};

/** The one identity provider that the keys SAML_IDP_… describe. */
export const onlyProvider = (given: {
  metadata: string;
  pinnedCertificatePem: string | undefined;
  preset: PresetName | undefined;
  levels: string[] | undefined;
  personalNumberAttribute: string | undefined;
}) => {
  const { metadata, preset, levels, personalNumberAttribute: personalNumber } = given;
  const name = { sv: 'BankID', en: 'BankID' };
  const attributes = { personalNumber };
  const full = described.parse({ id: 'bankid', name, metadata, preset, levels, attributes });
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
