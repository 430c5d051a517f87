import { X509Certificate } from 'node:crypto';
import { languages } from '../platform/i18n.ts';
import { attributes, compact, markup, type Markup } from '../platform/markup.ts';
import { signingKeyOf, signXml } from '../platform/sign-xml.ts';
import { taken } from './algorithm-checks.ts';
import type { OwnKeys } from './own-keys/read-own-keys.ts';
import { acsUrlOf, logoutUrlOf, type SamlSettings } from './saml-settings.ts';

const namespaces = {
  'xmlns:md': 'urn:oasis:names:tc:SAML:2.0:metadata',
  'xmlns:mdattr': 'urn:oasis:names:tc:SAML:metadata:attribute',
  'xmlns:mdui': 'urn:oasis:names:tc:SAML:metadata:ui',
  'xmlns:alg': 'urn:oasis:names:tc:SAML:metadata:algsupport',
  'xmlns:saml': 'urn:oasis:names:tc:SAML:2.0:assertion',
  'xmlns:ds': 'http://www.w3.org/2000/09/xmldsig#',
};

const uriFormat = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';
const basicFormat = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic';

/** Some identity providers name their attributes by a word, which is no URI (SAML core 8.2). */
const formatOf = (name: string) => (/^(urn|https?):/i.test(name) ? uriFormat : basicFormat);

const algorithms = (name: string, list: string[]): Markup[] =>
  list.map((Algorithm) => markup`<${{ markup: name }}${attributes({ Algorithm })}/>`);

const categories = (values: readonly string[]): Markup => markup`
  <mdattr:EntityAttributes>
    <saml:Attribute Name="http://macedir.org/entity-category"${attributes({ NameFormat: uriFormat })}>
      ${values.map((value) => markup`<saml:AttributeValue>${value}</saml:AttributeValue>`)}
    </saml:Attribute>
  </mdattr:EntityAttributes>`;

const inEach = (element: string, textOf: (language: 'sv' | 'en') => string): Markup[] =>
  languages.map((language) => {
    const name = { markup: element };
    return markup`<${name}${attributes({ 'xml:lang': language })}>${textOf(language)}</${name}>`;
  });

const userInterface = ({ baseUrl, metadata }: SamlSettings): Markup => markup`
  <mdui:UIInfo>
    ${inEach('mdui:DisplayName', () => `${metadata.organisation} – ${metadata.product}`)}
    ${inEach('mdui:Description', (language) => metadata.description[language])}
    ${inEach('mdui:InformationURL', () => `${baseUrl}/hjalp`)}
    ${inEach('mdui:PrivacyStatementURL', () => `${baseUrl}/personuppgifter`)}
    <mdui:Logo height="64" width="56">${baseUrl}${metadata.logo}</mdui:Logo>
  </mdui:UIInfo>`;

const key = (use: 'signing' | 'encryption', certificatePem: string): Markup => markup`
  <md:KeyDescriptor use="${use}">
    <ds:KeyInfo><ds:X509Data><ds:X509Certificate>${new X509Certificate(certificatePem).raw.toString('base64')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
    ${use === 'encryption' ? algorithms('md:EncryptionMethod', [...taken.encryption, ...taken.keyEncryption]) : []}
  </md:KeyDescriptor>`;

const attributeService = ({ metadata }: SamlSettings): Markup => markup`
  <md:AttributeConsumingService index="1" isDefault="true">
    ${inEach('md:ServiceName', () => metadata.product)}
    ${metadata.requestedAttributes.map(
      ({ name, isRequired }) =>
        markup`<md:RequestedAttribute${attributes({ Name: name, NameFormat: formatOf(name), isRequired: String(isRequired) })}/>`,
    )}
  </md:AttributeConsumingService>`;

const organisation = ({ baseUrl, metadata }: SamlSettings): Markup => markup`
  <md:Organization>
    ${inEach('md:OrganizationName', () => metadata.organisation)}
    ${inEach('md:OrganizationDisplayName', () => metadata.organisation)}
    ${inEach('md:OrganizationURL', () => baseUrl)}
  </md:Organization>`;

const contact = ({ metadata }: SamlSettings): Markup | null =>
  metadata.contactMail === undefined
    ? null
    : markup`
  <md:ContactPerson contactType="technical">
    <md:Company>${metadata.organisation}</md:Company>
    <md:EmailAddress>mailto:${metadata.contactMail}</md:EmailAddress>
  </md:ContactPerson>`;

/**
 * Our own metadata, signed: who we are and look like, where answers are posted, what we ask for, the keys
 * we sign and decrypt with and only the algorithms that we take (Sweden Connect deployment profile, 2).
 */
const metadataWith = (settings: SamlSettings, keys: OwnKeys): string => {
  const { metadata, entityId } = settings;
  const ACS = {
    Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
    Location: acsUrlOf(settings),
    index: '1',
    isDefault: 'true',
  };
  const SLO = {
    Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
    Location: logoutUrlOf(settings),
  };
  const role = {
    AuthnRequestsSigned: 'true',
    WantAssertionsSigned: String(metadata.wantSignedAssertions),
    protocolSupportEnumeration: 'urn:oasis:names:tc:SAML:2.0:protocol',
  };
  const plain = compact(markup`
    <md:EntityDescriptor${attributes({ ...namespaces, ID: '_portal', entityID: entityId })}>
      <md:Extensions>
        ${metadata.entityCategories.length > 0 && categories(metadata.entityCategories)}
        ${algorithms('alg:DigestMethod', taken.digests)}
        ${algorithms('alg:SigningMethod', taken.signatures)}
      </md:Extensions>
      <md:SPSSODescriptor${attributes(role)}>
        <md:Extensions>${userInterface(settings)}</md:Extensions>
        ${keys.signingCertificates.map((certificate) => key('signing', certificate))}
        ${key('encryption', keys.encryptionCertificate)}
        ${metadata.singleLogout && markup`<md:SingleLogoutService${attributes(SLO)}/>`}
        ${metadata.nameIdFormats.map((format) => markup`<md:NameIDFormat>${format}</md:NameIDFormat>`)}
        <md:AssertionConsumerService${attributes(ACS)}/>
        ${attributeService(settings)}
      </md:SPSSODescriptor>
      ${organisation(settings)}
      ${contact(settings)}
    </md:EntityDescriptor>`);
  return signXml(plain, signingKeyOf(keys.signing));
};

/** Our metadata as it is with the keys of the moment; made anew when those change. */
export const createOwnMetadata = (settings: SamlSettings): (() => string) => {
  let made: { keys: OwnKeys; xml: string } | undefined;
  return () => {
    const keys = settings.keys();
    if (made?.keys !== keys) made = { keys, xml: metadataWith(settings, keys) };
    return made.xml;
  };
};
