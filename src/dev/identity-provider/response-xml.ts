import { attributes, compact, markup, raw, type Markup } from '../../platform/markup.ts';
import type { ResponseFields } from './response-fields.ts';
import { namespace } from './saml-names.ts';

const issuerXml = (issuer: string | null) =>
  issuer !== null &&
  markup`<saml:Issuer xmlns:saml="${namespace.assertion}">${issuer}</saml:Issuer>`;

const instant = (date: Date | null) => date?.toISOString() ?? null;

const subjectXml = (fields: ResponseFields) => {
  const data = {
    InResponseTo: fields.subjectInResponseTo,
    NotOnOrAfter: instant(fields.notOnOrAfter),
    Recipient: fields.recipient,
  };
  return markup`
    <saml:Subject>
      <saml:NameID${attributes({ Format: fields.nameIdFormat })}>${fields.nameId}</saml:NameID>
      <saml:SubjectConfirmation${attributes({ Method: fields.subjectConfirmationMethod })}>
        <saml:SubjectConfirmationData${attributes(data)}/>
      </saml:SubjectConfirmation>
    </saml:Subject>`;
};

const conditionsXml = (fields: ResponseFields) => {
  const times = {
    NotBefore: instant(fields.notBefore),
    NotOnOrAfter: instant(fields.notOnOrAfter),
  };
  const audience =
    fields.audience !== null &&
    markup`<saml:AudienceRestriction><saml:Audience>${fields.audience}</saml:Audience></saml:AudienceRestriction>`;
  return markup`<saml:Conditions${attributes(times)}>${audience}</saml:Conditions>`;
};

const authnStatementXml = (fields: ResponseFields) => {
  const when = {
    AuthnInstant: fields.authnInstant.toISOString(),
    SessionIndex: fields.sessionIndex,
  };
  const context =
    fields.authnContext !== null &&
    markup`<saml:AuthnContextClassRef>${fields.authnContext}</saml:AuthnContextClassRef>`;
  return markup`
    <saml:AuthnStatement${attributes(when)}>
      <saml:AuthnContext>${context}</saml:AuthnContext>
    </saml:AuthnStatement>`;
};

const attributeXml = (nameFormat: string, [name, values]: [string, string | string[]]) =>
  markup`
    <saml:Attribute${attributes({ Name: name, NameFormat: nameFormat })}>
      ${[values].flat().map((value) => markup`<saml:AttributeValue>${value}</saml:AttributeValue>`)}
    </saml:Attribute>`;

/** The assertion (SAML core 2.0, 2.3.3), whole in itself so that it can be encrypted. */
export const assertionXml = (fields: ResponseFields): string => {
  const root = {
    'xmlns:saml': namespace.assertion,
    ID: fields.assertionId,
    IssueInstant: fields.assertionIssueInstant.toISOString(),
    Version: '2.0',
  };
  return compact(markup`
    <saml:Assertion${attributes(root)}>
      ${issuerXml(fields.assertionIssuer)}
      ${subjectXml(fields)}
      ${conditionsXml(fields)}
      ${authnStatementXml(fields)}
      <saml:AttributeStatement>${Object.entries(fields.attributes).map((one) => attributeXml(fields.attributeNameFormat, one))}</saml:AttributeStatement>
    </saml:Assertion>`);
};

const statusXml = (fields: ResponseFields) => {
  const inner =
    fields.subStatus !== null &&
    markup`<samlp:StatusCode${attributes({ Value: fields.subStatus })}/>`;
  const message =
    fields.statusMessage !== null &&
    markup`<samlp:StatusMessage>${fields.statusMessage}</samlp:StatusMessage>`;
  return markup`
    <samlp:Status>
      <samlp:StatusCode${attributes({ Value: fields.status })}>${inner}</samlp:StatusCode>
      ${message}
    </samlp:Status>`;
};

/** The response (SAML core 2.0, 3.3.3) around an assertion that is signed and encrypted already. */
export const responseXml = (fields: ResponseFields, assertion: Markup = raw('')): string => {
  const root = {
    'xmlns:samlp': namespace.protocol,
    ID: fields.responseId,
    Version: '2.0',
    IssueInstant: fields.issueInstant.toISOString(),
    Destination: fields.destination,
    InResponseTo: fields.inResponseTo,
  };
  const head = compact(markup`
    <samlp:Response${attributes(root)}>
      ${issuerXml(fields.issuer)}
      ${statusXml(fields)}`);
  return `${head}${assertion.markup}</samlp:Response>`;
};
