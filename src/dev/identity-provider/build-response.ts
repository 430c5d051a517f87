import type { DemoPerson } from './demo-person.ts';
import { encryptAssertion } from './encrypt-assertion.ts';
import { failures } from './failures.ts';
import { raw, type Markup } from '../../platform/markup.ts';
import type { AcceptedRequest } from './parse-authn-request.ts';
import { correctFields, type ResponseFields, type ResponseOptions } from './response-fields.ts';
import { assertionXml, responseXml } from './response-xml.ts';
import { signXml, type SigningKey } from '../../platform/sign-xml.ts';

const signed = (xml: string, fields: ResponseFields): string =>
  signXml(xml, fields.signingKey, {
    signature: fields.signatureAlgorithm,
    digest: fields.digestAlgorithm,
  });

const assertionOf = async (fields: ResponseFields): Promise<Markup> => {
  const plain = assertionXml(fields);
  const assertion = fields.changeAssertion(fields.signAssertion ? signed(plain, fields) : plain);
  if (!fields.encryptAssertion) return raw(assertion);
  return encryptAssertion(assertion, fields.encryptionCertificate, {
    content: fields.contentEncryption,
    key: fields.keyEncryption,
  });
};

/** What the request asks for and is not offered decides the answer, whoever the person is. */
const refusalOf = (request: AcceptedRequest): ResponseOptions => {
  if (request.level === null) return failures.noAuthnContext;
  return request.nameIdFormat === null ? failures.invalidNameIdPolicy : {};
};

/**
 * Builds the response to a request: assertion signed and then encrypted, the whole signed again
 * (RSA-SHA256, AES-256-GCM, RSA-OAEP), unless `options` say otherwise. One of `failures` as
 * options gives an error response.
 *
 * @returns XML, not yet base64.
 */
export const buildResponse = async (
  identityProvider: { entityId: string; signingKey: SigningKey },
  request: AcceptedRequest,
  person: DemoPerson | null,
  options: ResponseOptions = {},
): Promise<string> => {
  const fields: ResponseFields = {
    ...correctFields(identityProvider, request, person),
    ...refusalOf(request),
    ...options,
  };
  const assertion = fields.hasAssertion ? await assertionOf(fields) : undefined;
  const plain = responseXml(fields, assertion);
  return fields.changeResponse(fields.signResponse ? signed(plain, fields) : plain);
};
