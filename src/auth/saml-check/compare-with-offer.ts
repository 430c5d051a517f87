import { bindings, leastRsaBits } from '../idp-metadata.ts';
import type { ProviderSettings } from '../provider-settings.ts';
import { endInWords, when, type Mismatch } from './mismatch.ts';
import type { OfferedCertificate, PeerOffer } from './peer-offer.ts';

const list = (words: readonly string[]) => words.join(', ') || 'nothing';

const bindingMismatch = ({ binding }: ProviderSettings, { signOn }: PeerOffer): Mismatch[] => {
  const wanted = bindings[binding].split(':').at(-1);
  const found = signOn.find((one) => one.binding === wanted);
  const others = signOn
    .map((one) => one.binding)
    .filter((name) => /^HTTP-(Redirect|POST)$/.test(name));
  if (!found)
    return [
      {
        code: 'binding',
        text: `It takes no requests by ${wanted} (binding: ${binding}), only by ${list(others)}.`,
      },
    ];
  const isWeb = /^https?:$/.test(URL.parse(found.location)?.protocol ?? '');
  return when(!isWeb, 'binding', `Its address for requests is no web address: ${found.location}.`);
};

const certificateMismatch = (certificate: OfferedCertificate | null): Mismatch[] => {
  if (!certificate)
    return [{ code: 'certificate-weak', text: 'One of its signing certificates cannot be read.' }];
  const { subject, bits, endsAt } = certificate;
  const end = endInWords(endsAt);
  return [
    ...when(
      bits < leastRsaBits,
      'certificate-weak',
      `Its signing key ${subject} is ${bits > 0 ? `RSA of ${bits} bits` : 'not RSA'}; at least RSA of ${leastRsaBits} bits is needed.`,
    ),
    ...when(
      end !== null,
      'certificate-ends',
      `Its signing certificate ${subject} ${end ?? ''}. It is used as a key, so sign-in goes on, but ask for the new one.`,
    ),
  ];
};

const certificateMismatches = ({ signingCertificates }: PeerOffer): Mismatch[] => [
  ...when(
    signingCertificates.length === 0,
    'certificate-missing',
    'It names no signing certificate, so no answer can be verified.',
  ),
  ...signingCertificates.flatMap(certificateMismatch),
];

/** What it verifies must hold what we sign by: RSA with SHA-256 or SHA-512, and SHA-2 digests. */
const algorithmMismatches = ({ signingMethods, digestMethods }: PeerOffer): Mismatch[] => [
  ...when(
    signingMethods.length > 0 && !signingMethods.some((name) => /#rsa-sha(256|512)$/.test(name)),
    'algorithm',
    `It verifies signatures by ${list(signingMethods)}; we sign by RSA-SHA256 or RSA-SHA512 and take nothing weaker.`,
  ),
  ...when(
    digestMethods.length > 0 && !digestMethods.some((name) => /#sha(256|512)$/.test(name)),
    'algorithm',
    `It takes the digests ${list(digestMethods)}; we use SHA-256 or SHA-512 and take nothing weaker.`,
  ),
];

const levelMismatch = (
  purpose: 'signIn' | 'stepUp',
  settings: ProviderSettings,
  { levels: offered }: PeerOffer,
): Mismatch[] => {
  const { levels, asked } = settings[purpose];
  const all = [...new Set([...levels, ...asked])];
  return when(
    offered.length > 0 && !all.some((level) => offered.includes(level)),
    'level',
    `For ${purpose} we accept ${list(levels)}${asked.length > 0 ? ` and ask for ${list(asked)}` : ''}; it is certified for ${list(offered)}.`,
  );
};

const nameIdMismatch = (
  { nameIdFormat }: ProviderSettings,
  { nameIdFormats }: PeerOffer,
): Mismatch[] =>
  when(
    nameIdFormats.length > 0 && !nameIdFormats.includes(nameIdFormat),
    'name-id',
    `We ask for NameID ${nameIdFormat}; it gives ${list(nameIdFormats)}.`,
  );

/** A provider of Sweden Connect serves those who declare one of its categories. */
const categoryMismatch = (own: readonly string[], { entityCategories }: PeerOffer): Mismatch[] =>
  when(
    entityCategories.length > 0 && !entityCategories.some((name) => own.includes(name)),
    'entity-category',
    `It serves the entity categories ${list(entityCategories)}; our metadata declares ${list(own)}.`,
  );

const validityMismatch = ({ validUntil }: PeerOffer, isUrl: boolean): Mismatch[] => {
  const end = validUntil === null ? null : endInWords(validUntil);
  if (end?.startsWith('ended'))
    return [{ code: 'metadata-expired', text: `Its metadata ${end} and is not used.` }];
  return when(
    end !== null && !isUrl,
    'metadata-ends',
    `Its metadata ${end ?? ''}, and a file does not renew itself: get the next one.`,
  );
};

/**
 * What keeps the portal, as it is set up for this provider, from working with what the provider's metadata says.
 *
 * @param own entity categories that our metadata declares.
 */
export const compareWithOffer = (
  settings: ProviderSettings,
  offer: PeerOffer,
  own: readonly string[],
): Mismatch[] => [
  ...validityMismatch(offer, /^https?:/i.test(settings.metadata.source)),
  ...bindingMismatch(settings, offer),
  ...when(
    settings.singleLogout && !offer.takesLogout,
    'logout',
    'singleLogout is on, but it takes no log-outs by HTTP-Redirect: people are logged out here alone.',
  ),
  ...certificateMismatches(offer),
  ...algorithmMismatches(offer),
  ...levelMismatch('signIn', settings, offer),
  ...levelMismatch('stepUp', settings, offer),
  ...nameIdMismatch(settings, offer),
  ...categoryMismatch(own, offer),
];
