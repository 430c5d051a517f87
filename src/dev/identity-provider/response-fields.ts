import { createHmac, randomBytes, randomUUID, type X509Certificate } from 'node:crypto';
import type { EncryptionAlgorithm, KeyEncryptionAlgorithm } from 'xml-encryption';
import { fullName, type DemoPerson } from './demo-person.ts';
import type { AcceptedRequest } from './parse-authn-request.ts';
import {
  attributeName,
  bearer,
  contentEncryption,
  digestAlgorithm,
  keyEncryption,
  nameFormat,
  nameIdFormat,
  signatureAlgorithm,
  status,
} from './saml-names.ts';
import type { SigningKey } from '../../platform/sign-xml.ts';

/** Every part of a response that can differ; null leaves the part out. */
export interface ResponseFields {
  responseId: string;
  assertionId: string;
  issueInstant: Date;
  assertionIssueInstant: Date;
  destination: string | null;
  issuer: string | null;
  inResponseTo: string | null;
  status: string;
  subStatus: string | null;
  statusMessage: string | null;
  hasAssertion: boolean;
  assertionIssuer: string | null;
  nameId: string;
  nameIdFormat: string;
  subjectConfirmationMethod: string;
  subjectInResponseTo: string | null;
  recipient: string | null;
  audience: string | null;
  notBefore: Date | null;
  /** Ends the conditions and the subject confirmation. */
  notOnOrAfter: Date | null;
  authnContext: string | null;
  authnInstant: Date;
  sessionIndex: string | null;
  /** By attribute name; more than one value becomes more than one AttributeValue. */
  attributes: Record<string, string | string[]>;
  attributeNameFormat: string;
  signingKey: SigningKey;
  signatureAlgorithm: string;
  digestAlgorithm: string;
  signAssertion: boolean;
  signResponse: boolean;
  encryptAssertion: boolean;
  encryptionCertificate: X509Certificate;
  contentEncryption: EncryptionAlgorithm;
  keyEncryption: KeyEncryptionAlgorithm;
  /** The assertion after it was signed, before it is encrypted. */
  changeAssertion: (xml: string) => string;
  /** The response after it was signed. */
  changeResponse: (xml: string) => string;
}

/** What to do otherwise than a well-behaved identity provider would. */
export type ResponseOptions = Partial<ResponseFields>;

const validForMs = 5 * 60_000;
const newId = () => `_${randomBytes(20).toString('hex')}`;
const asItIs = (xml: string) => xml;

/** The same for a person at one service provider always, and another at the next (pairwise). */
const persistentId = (entityId: string, spEntityId: string, personId: string) =>
  createHmac('sha256', entityId).update(`${spEntityId}\n${personId}`).digest('base64url');

const attributesOf = (person: DemoPerson): Record<string, string> => ({
  [attributeName.personalIdentityNumber]: person.personalNumber,
  [attributeName.surname]: person.familyName,
  [attributeName.givenName]: person.givenName,
  [attributeName.displayName]: fullName(person),
  [attributeName.transactionIdentifier]: randomUUID(),
});

/** The fields of a correct answer to the request: the person is signed in, here and now. */
export const correctFields = (
  identityProvider: { entityId: string; signingKey: SigningKey },
  request: AcceptedRequest,
  person: DemoPerson | null,
): ResponseFields => {
  const { entityId, signingKey } = identityProvider;
  const sp = request.serviceProvider;
  const format = request.nameIdFormat ?? nameIdFormat.persistent;
  const now = new Date();
  return {
    responseId: newId(),
    assertionId: newId(),
    issueInstant: now,
    assertionIssueInstant: now,
    destination: request.acsUrl,
    issuer: entityId,
    inResponseTo: request.id,
    status: status.success,
    subStatus: null,
    statusMessage: null,
    hasAssertion: person !== null,
    assertionIssuer: entityId,
    nameId:
      person && format === nameIdFormat.persistent
        ? persistentId(entityId, sp.entityId, person.id)
        : newId(),
    nameIdFormat: format,
    subjectConfirmationMethod: bearer,
    subjectInResponseTo: request.id,
    recipient: request.acsUrl,
    audience: sp.entityId,
    notBefore: now,
    notOnOrAfter: new Date(now.getTime() + validForMs),
    authnContext: request.level,
    authnInstant: now,
    sessionIndex: newId(),
    attributes: person ? attributesOf(person) : {},
    attributeNameFormat: nameFormat.uri,
    signingKey,
    signatureAlgorithm: signatureAlgorithm.rsaSha256,
    digestAlgorithm: digestAlgorithm.sha256,
    signAssertion: true,
    signResponse: true,
    encryptAssertion: true,
    encryptionCertificate: sp.encryptionCertificate,
    contentEncryption: contentEncryption.aes256Gcm,
    keyEncryption: keyEncryption.rsaOaep,
    changeAssertion: asItIs,
    changeResponse: asItIs,
  };
};
