import { X509Certificate } from 'node:crypto';
import type { Element } from '@xmldom/xmldom';
import { certificatesFor, parseMetadata } from '../idp-metadata.ts';
import { readOwnKeys, type OwnKeys, type OwnKeysSource } from '../own-keys/read-own-keys.ts';
import { childrenOf, textOf } from '../saml-xml.ts';
import { clockMismatch } from './check-clock.ts';
import { endInWords, reasonOf, when, type Mismatch } from './mismatch.ts';

const timeoutMs = 5000;

/** What the settings say of us. */
export interface OwnSettings extends OwnKeysSource {
  entityId: string;
  baseUrl: string;
}

const base64Of = (pem: string) => new X509Certificate(pem).raw.toString('base64');

const namedFor = (role: Element, use: 'signing' | 'encryption') =>
  certificatesFor(role, use).map((element) => textOf(element).replace(/\s/g, ''));

/** Our metadata as identity providers read it: a proxy or another portal may give them other than ours. */
const comparePublished = (
  xml: string,
  { entityId, baseUrl }: OwnSettings,
  keys: OwnKeys,
): Mismatch[] => {
  const root = parseMetadata(xml);
  const [role] = childrenOf(root, 'metadata', 'SPSSODescriptor');
  const named = root.getAttribute('entityID') ?? '';
  const acs = role ? childrenOf(role, 'metadata', 'AssertionConsumerService') : [];
  const places = acs.map((one) => one.getAttribute('Location') ?? '');
  const encryption = role ? namedFor(role, 'encryption') : [];
  const signing = role ? namedFor(role, 'signing') : [];
  const ours = keys.signingCertificates.map(base64Of);
  return [
    ...when(
      named !== entityId,
      'own-metadata-entity',
      `Our published metadata says that we are ${named}; the settings say ${entityId}.`,
    ),
    ...when(
      !places.includes(`${baseUrl}/saml/acs`),
      'own-metadata-acs',
      `Our published metadata has answers sent to ${places.join(', ') || 'nowhere'}, not to ${baseUrl}/saml/acs: is BASE_URL the same there?`,
    ),
    ...when(
      !signing.includes(base64Of(keys.signing.certificatePem)),
      'own-metadata-signing',
      'Our published metadata does not name the key that we sign by: our requests would be refused.',
    ),
    ...when(
      encryption.length === 0 || !encryption.every((one) => ours.includes(one)),
      'own-metadata-encryption',
      encryption.length === 0
        ? 'Our published metadata names no key for encryption: assertions would come unencrypted.'
        : 'Our published metadata names a key for encryption that we do not hold: answers could not be opened.',
    ),
  ];
};

const checkPublished = async (own: OwnSettings, keys: OwnKeys): Promise<Mismatch[]> => {
  const address = `${own.baseUrl}/saml/metadata`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new Error(`the answer was ${response.status}`);
    const date = new Date(response.headers.get('date') ?? NaN);
    const clock = clockMismatch(Number.isNaN(date.getTime()) ? null : date, 'the portal');
    return [...clock, ...comparePublished(await response.text(), own, keys)];
  } catch (error) {
    const text = `Our metadata cannot be read at ${address}: ${reasonOf(error)}. Identity providers read it there: is the portal running, and does the address lead to it? --offline leaves this out.`;
    return [{ code: 'own-metadata-unreachable', text }];
  }
};

const keysOf = (own: OwnSettings): { keys: OwnKeys | null; mismatches: Mismatch[] } => {
  try {
    return { keys: readOwnKeys(own), mismatches: [] };
  } catch (error) {
    return { keys: null, mismatches: [{ code: 'own-keys', text: (error as Error).message }] };
  }
};

const certificateEnds = (pem: string): Mismatch[] => {
  const end = endInWords(new X509Certificate(pem).validToDate.toISOString());
  const text = `Our own certificate ${end ?? ''}: npm run saml -- keys rollover makes the next.`;
  return when(end !== null, 'own-certificate-ends', text);
};

/** What is wrong with us: keys, address, and the metadata that others read of us. */
export const checkOurselves = async (
  own: OwnSettings,
  { offline }: { offline: boolean },
): Promise<Mismatch[]> => {
  const { keys, mismatches } = keysOf(own);
  const isOpen = own.baseUrl.startsWith('https:') || /\/\/(localhost|127\.)/.test(own.baseUrl);
  return [
    ...mismatches,
    ...when(!isOpen, 'own-address', `Our address ${own.baseUrl} is not https (BASE_URL).`),
    ...(keys?.signingCertificates.flatMap(certificateEnds) ?? []),
    ...(keys && !offline ? await checkPublished(own, keys) : []),
  ];
};
