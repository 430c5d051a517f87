import type { OwnKeys } from './auth/index.ts';
import type { Config } from './config.ts';
import type { Language, Translate } from './platform/i18n.ts';

type Attributes = Config['saml']['providers'][number]['attributes'];

/** The personal number must come; the one before it comes for the few who have one. */
const requestedAttributes = (providers: readonly { attributes: Attributes }[]) => {
  const named = (key: keyof Attributes, isRequired: boolean) =>
    [...new Set(providers.map(({ attributes }) => attributes[key]))].map((name) => {
      return { name, isRequired };
    });
  return [...named('personalNumber', true), ...named('previousPersonalNumber', false)];
};

/** How the portal presents itself to identity providers, as its settings have it. */
export const samlSettingsOf = (
  { baseUrl, saml, organisation }: Config,
  { logo, i18n, keys }: { logo: string; i18n: Record<Language, Translate>; keys: () => OwnKeys },
) => {
  const { providers } = saml;
  return {
    baseUrl,
    entityId: saml.entityId,
    keys,
    metadata: {
      organisation: organisation.name,
      product: organisation.product,
      description: { sv: i18n.sv('home.front.what'), en: i18n.en('home.front.what') },
      logo,
      entityCategories: saml.entityCategories,
      requestedAttributes: requestedAttributes(providers),
      nameIdFormats: [...new Set(providers.map(({ nameIdFormat }) => nameIdFormat))],
      wantSignedAssertions: providers.some(({ signedAssertions }) => signedAssertions),
      singleLogout: providers.some(({ singleLogout }) => singleLogout),
      contactMail: saml.contactMail,
    },
  };
};
