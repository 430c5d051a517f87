import { X509Certificate } from 'node:crypto';
import type { IdentityProviders } from './identity-providers.ts';

/** Something of the sign-in that ends, and when. */
export interface Expiry {
  what: 'own-certificate' | 'provider-certificate' | 'metadata';
  /** The identity provider it belongs to; null for our own. */
  provider: string | null;
  at: Date;
}

const warnBeforeMs = 30 * 24 * 60 * 60 * 1000;

const endOf = (certificatePem: string) => new X509Certificate(certificatePem).validToDate;

/**
 * Everything that ends, the first to end first. Metadata from a URL is renewed at each fetch; its
 * end counts only while the source fails.
 */
export const expiriesOf = (
  providers: Pick<IdentityProviders, 'health'>,
  ownCertificates: string[],
): Expiry[] => {
  const own = ownCertificates.map((pem): Expiry => {
    return { what: 'own-certificate', provider: null, at: endOf(pem) };
  });
  const theirs = providers.health().flatMap(({ id, isUrl, failures, validUntil, metadata }) => {
    const certificates = metadata?.signingCertificates ?? [];
    const counts = validUntil !== null && (!isUrl || failures > 0);
    return [
      ...(counts ? [{ what: 'metadata', provider: id, at: validUntil } as const] : []),
      ...certificates.map((pem): Expiry => {
        return { what: 'provider-certificate', provider: id, at: endOf(pem) };
      }),
    ];
  });
  return [...own, ...theirs].sort((a, b) => a.at.getTime() - b.at.getTime());
};

/** What ends within 30 days, or has ended. */
export const expiringSoon = (all: Expiry[], now = new Date()): Expiry[] =>
  all.filter(({ at }) => at.getTime() - now.getTime() < warnBeforeMs);

/** For the health check: `own-certificate expires 2027-01-31`. */
export const expiryInWords = ({ what, provider, at }: Expiry): string =>
  `${what}${provider === null ? '' : ` of ${provider}`} expires ${at.toISOString().slice(0, 10)}`;
