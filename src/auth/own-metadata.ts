import { generateServiceProviderMetadata } from '@node-saml/passport-saml';
import { ownOptions, type SamlSettings } from './saml-settings.ts';

const inSwedish = (text: string) => [{ '@xml:lang': 'sv', '#text': text }];

/** Our own metadata, signed: who we are, where answers are posted, the keys we sign and decrypt with. */
export const ownMetadata = (settings: SamlSettings): string => {
  const { name } = settings.organisation;
  return generateServiceProviderMetadata({
    ...ownOptions(settings),
    publicCerts: settings.signing.certificatePem,
    decryptionCert: settings.decryption.certificatePem,
    signMetadata: true,
    identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    metadataOrganization: {
      OrganizationName: inSwedish(name),
      OrganizationDisplayName: inSwedish(name),
      OrganizationURL: inSwedish(settings.baseUrl),
    },
  });
};
