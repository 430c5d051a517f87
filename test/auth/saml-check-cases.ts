/** What is told of an identity provider that is to be checked. */
export interface Given {
  metadata?: string;
  provider?: Record<string, unknown>;
  environment?: Record<string, string>;
}

/** What the cases are made of. */
export interface Peer {
  /** Metadata without a signature, valid for a week. */
  good: string;
  /** Of RSA-1024, without its armour. */
  weakCertificate: string;
  /** File of a certificate that signed nothing of it. */
  foreignCertificate: string;
  closedPort: number;
}

type Case = [what: string, code: string, given: () => Given, words: string];

const extension = (name: string, algorithm: string) =>
  `<alg:${name} xmlns:alg="urn:oasis:names:tc:SAML:metadata:algsupport" Algorithm="${algorithm}"/></md:Extensions>`;

const withAlgorithm = (metadata: string, name: string, algorithm: string) =>
  metadata.replace('</md:Extensions>', extension(name, algorithm));

/** One way each in which settings and metadata part, with the code and the words that say so. */
export const mismatchCases = (peer: () => Peer): Case[] => [
  [
    'another entity is meant',
    'entity-not-found',
    () => ({ provider: { entityId: 'https://other.example' } }),
    'which describes http://127.0.0.1:1/metadata',
  ],
  [
    'no address takes our requests',
    'binding',
    () => ({ metadata: peer().good.replace('bindings:HTTP-Redirect', 'bindings:SOAP') }),
    'only by HTTP-POST',
  ],
  [
    'it takes no log-outs',
    'logout',
    () => ({ provider: { singleLogout: true } }),
    'takes no log-outs',
  ],
  [
    'the signing key is weak',
    'certificate-weak',
    () => ({
      metadata: peer().good.replace(/(X509Certificate>)[^<]+</, `$1${peer().weakCertificate}<`),
    }),
    'RSA of 1024 bits',
  ],
  [
    'a certificate is none',
    'certificate-weak',
    () => ({ metadata: peer().good.replace(/(X509Certificate>)[^<]+</, '$1QUJD<') }),
    'cannot be read',
  ],
  [
    'it has no certificate',
    'certificate-missing',
    () => ({ metadata: peer().good.replaceAll('KeyDescriptor', 'Other') }),
    'no answer can be verified',
  ],
  [
    'it verifies SHA-1 only',
    'algorithm',
    () => ({
      metadata: withAlgorithm(
        peer().good,
        'SigningMethod',
        'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
      ),
    }),
    'nothing weaker',
  ],
  [
    'it digests by SHA-1 only',
    'algorithm',
    () => ({
      metadata: withAlgorithm(
        peer().good,
        'DigestMethod',
        'http://www.w3.org/2000/09/xmldsig#sha1',
      ),
    }),
    'nothing weaker',
  ],
  [
    'it is not certified for our levels',
    'level',
    () => ({ provider: { levels: ['http://id.elegnamnden.se/loa/1.0/loa4'] } }),
    'it is certified for http://id.elegnamnden.se/loa/1.0/loa3',
  ],
  [
    'a step-up asks for more than it gives',
    'level',
    () => ({ provider: { stepUp: { levels: ['http://id.elegnamnden.se/loa/1.0/loa4'] } } }),
    'For stepUp',
  ],
  [
    'it gives other names',
    'name-id',
    () => ({
      provider: { nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' },
    }),
    'it gives urn:',
  ],
  [
    'we declare no category that it serves',
    'entity-category',
    () => ({ provider: { entityCategories: [] } }),
    'loa3-pnr',
  ],
  [
    'its metadata has ended',
    'metadata-expired',
    () => ({
      metadata: peer().good.replace(/validUntil="[^"]*"/, 'validUntil="2024-01-31T00:00:00Z"'),
    }),
    'ended 2024-01-31',
  ],
  ['its file ends within a month', 'metadata-ends', () => ({}), 'does not renew itself'],
  [
    'its metadata is not well-formed',
    'metadata-unusable',
    () => ({ metadata: peer().good.slice(0, -9) }),
    'well-formed',
  ],
  [
    'it describes no identity provider, whatever it is called',
    'metadata-unusable',
    () => ({
      metadata: peer()
        .good.replaceAll('IDPSSODescriptor', 'Other')
        .replace(/entityID="[^"]*"/, 'entityID="https://signicat.example"'),
    }),
    'is not an identity provider',
  ],
  [
    'the pinned key did not sign it',
    'metadata-unsigned',
    () => ({ provider: { metadataCertificate: peer().foreignCertificate } }),
    'not signed',
  ],
  [
    'its file is not there',
    'metadata-unreachable',
    () => ({ provider: { metadata: 'none.xml' } }),
    'none.xml',
  ],
  [
    'nobody answers at its address',
    'metadata-unreachable',
    () => ({ provider: { metadata: `http://127.0.0.1:${peer().closedPort}/` } }),
    'ECONNREFUSED',
  ],
];
