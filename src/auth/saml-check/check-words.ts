import type { SamlCheck } from './check-saml.ts';
import type { CheckedProvider } from './check-provider.ts';
import type { Mismatch } from './mismatch.ts';
import type { PeerOffer } from './peer-offer.ts';

const lines = (rows: [string, string][]) =>
  rows.map(([name, value]) => `    ${name.padEnd(22)}${value}`);

const list = (words: readonly string[]) => words.join(', ') || '–';

const configured = ({ configured: set }: CheckedProvider): string[] =>
  lines([
    ['preset', set.preset ?? '–'],
    ['metadata', `${set.metadata || '–'}${set.pinned ? ' (signature required)' : ''}`],
    ['entityID', set.entityId ?? 'the one it describes'],
    ['personal number in', set.attributes.personalNumber],
    ['levels, sign-in', list(set.signIn.levels)],
    ['levels, step-up', list(set.stepUp.levels)],
    ['asks for', list(set.signIn.asked)],
    ['request by', set.binding],
    ['NameID', set.nameIdFormat],
    ['encrypted assertions', set.encryptedAssertions ? 'required' : 'not required'],
    ['signed assertions', set.signedAssertions ? 'required' : 'not required'],
  ]);

const offered = (offer: PeerOffer): string[] =>
  lines([
    ['entityID', offer.entityId],
    ['valid until', offer.validUntil ?? 'no end'],
    ...offer.signOn.map(({ binding, location }): [string, string] => [binding, location]),
    ...offer.signingCertificates.map((one): [string, string] => [
      'signing certificate',
      one ? `${one.subject}, RSA-${one.bits}, to ${one.endsAt.slice(0, 10)}` : 'unreadable',
    ]),
    ['NameID', list(offer.nameIdFormats)],
    ['verifies', list([...offer.signingMethods, ...offer.digestMethods])],
    ['levels', list(offer.levels)],
    ['entity categories', list(offer.entityCategories)],
  ]);

const mismatchLines = (mismatches: Mismatch[]) =>
  mismatches.length === 0
    ? ['  Nothing is wrong.']
    : mismatches.map(({ code, text }) => `  WRONG (${code}): ${text}`);

/** The whole outcome for a person to read. */
export const checkInWords = ({ own, providers, mismatches: count }: SamlCheck): string =>
  [
    'The portal itself',
    ...mismatchLines(own),
    ...providers.flatMap((one) => [
      '',
      `Identity provider ${one.id}`,
      '  Configured:',
      ...configured(one),
      ...(one.offers ? ['  Its metadata offers:', ...offered(one.offers)] : []),
      ...mismatchLines(one.mismatches),
    ]),
    '',
    count === 0 ? 'No mismatch.' : `${count} ${count === 1 ? 'mismatch' : 'mismatches'}.`,
  ].join('\n');
