/** Names that SAML 2.0, XML signature and encryption, and Sweden Connect's framework have fixed. */
export const namespace = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  entityAttributes: 'urn:oasis:names:tc:SAML:metadata:attribute',
  userInterface: 'urn:oasis:names:tc:SAML:metadata:ui',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const;

export const binding = {
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
} as const;

export const nameIdFormat = {
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
} as const;

export const nameFormat = {
  uri: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
  basic: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic',
} as const;
export const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** Levels of assurance. */
export const level = {
  loa3: 'http://id.elegnamnden.se/loa/1.0/loa3',
  uncertifiedLoa3: 'http://id.swedenconnect.se/loa/1.0/uncertified-loa3',
} as const;

/** Attributes, after the attribute specification of the Swedish eID framework. */
export const attributeName = {
  personalIdentityNumber: 'urn:oid:1.2.752.29.4.13',
  surname: 'urn:oid:2.5.4.4',
  givenName: 'urn:oid:2.5.4.42',
  previousPersonalIdentityNumber: 'urn:oid:1.2.752.201.3.15',
  displayName: 'urn:oid:2.16.840.1.113730.3.1.241',
  transactionIdentifier: 'urn:oid:1.2.752.201.3.2',
} as const;

export const status = {
  success: 'urn:oasis:names:tc:SAML:2.0:status:Success',
  requester: 'urn:oasis:names:tc:SAML:2.0:status:Requester',
  responder: 'urn:oasis:names:tc:SAML:2.0:status:Responder',
} as const;

export const signatureAlgorithm = {
  rsaSha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  rsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  rsaSha512: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
} as const;

export const digestAlgorithm = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
} as const;

export const contentEncryption = {
  aes128Cbc: 'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  aes256Cbc: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  aes128Gcm: 'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  aes256Gcm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  tripleDes: 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc',
} as const;

export const keyEncryption = {
  rsaOaep: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  rsa15: 'http://www.w3.org/2001/04/xmlenc#rsa-1_5',
} as const;
