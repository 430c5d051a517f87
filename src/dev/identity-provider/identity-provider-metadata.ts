import { attributes, compact, markup } from '../../platform/markup.ts';
import { binding, nameIdFormat, namespace, nameFormat } from './saml-names.ts';
import { signXml, type SigningKey } from '../../platform/sign-xml.ts';

const validForMs = 7 * 24 * 3_600_000;
const assuranceCertification = 'urn:oasis:names:tc:SAML:attribute:assurance-certification';
const entityCategory = 'http://macedir.org/entity-category';
const loa3WithPersonalNumber = 'http://id.elegnamnden.se/ec/1.0/loa3-pnr';

const entityAttribute = (name: string, values: string[]) =>
  markup`
    <saml:Attribute${attributes({ Name: name, NameFormat: nameFormat.uri })}>
      ${values.map((value) => markup`<saml:AttributeValue>${value}</saml:AttributeValue>`)}
    </saml:Attribute>`;

const userInterface = () => markup`
  <md:Extensions>
    <mdui:UIInfo>
      <mdui:DisplayName xml:lang="sv">Utvecklings-IdP – inte BankID</mdui:DisplayName>
      <mdui:DisplayName xml:lang="en">Development IdP – not BankID</mdui:DisplayName>
    </mdui:UIInfo>
  </md:Extensions>`;

const signOnService = (by: string, url: string) =>
  markup`<md:SingleSignOnService${attributes({ Binding: by, Location: url })}/>`;

const keyDescriptor = ({ certificate }: SigningKey) => markup`
  <md:KeyDescriptor use="signing">
    <ds:KeyInfo>
      <ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data>
    </ds:KeyInfo>
  </md:KeyDescriptor>`;

const roots = () => ({
  'xmlns:md': namespace.metadata,
  'xmlns:mdattr': namespace.entityAttributes,
  'xmlns:mdui': namespace.userInterface,
  'xmlns:saml': namespace.assertion,
  'xmlns:ds': namespace.signature,
  ID: '_metadata',
  validUntil: new Date(Date.now() + validForMs).toISOString(),
});

/** The development identity provider's metadata, signed by its own key, valid for seven days. */
export const identityProviderMetadata = (identityProvider: {
  entityId: string;
  ssoUrl: string;
  levels: string[];
  signingKey: SigningKey;
}): string => {
  const { entityId, ssoUrl, levels, signingKey } = identityProvider;
  const plain = compact(markup`
    <md:EntityDescriptor${attributes({ ...roots(), entityID: entityId })}>
      <md:Extensions>
        <mdattr:EntityAttributes>
          ${entityAttribute(assuranceCertification, levels)}
          ${entityAttribute(entityCategory, [loa3WithPersonalNumber])}
        </mdattr:EntityAttributes>
      </md:Extensions>
      <md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="${namespace.protocol}">
        ${userInterface()}
        ${keyDescriptor(signingKey)}
        <md:NameIDFormat>${nameIdFormat.persistent}</md:NameIDFormat>
        <md:NameIDFormat>${nameIdFormat.transient}</md:NameIDFormat>
        ${signOnService(binding.redirect, ssoUrl)}
        ${signOnService(binding.post, ssoUrl)}
      </md:IDPSSODescriptor>
    </md:EntityDescriptor>`);
  return signXml(plain, signingKey);
};
