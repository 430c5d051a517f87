import type { Translate } from '../platform/i18n.ts';
import { expiringSoon, type Expiry } from './expiries.ts';
import type { IdentityProviders } from './identity-providers.ts';

/** A code in words; the log outlives the version that wrote it, so one may have none any more. */
export const causeInWords = (t: Translate, code: string): string => {
  try {
    return t(`signin.cause.${code}`);
  } catch {
    return code;
  }
};

/** Everything that ends, the first to end first, with whether somebody must see to it now. */
export const expiryRows = (all: Expiry[], now = new Date()) => {
  const soon = new Set(expiringSoon(all, now));
  return all.map((expiry) => ({
    ...expiry,
    state: expiry.at <= now ? ('ended' as const) : soon.has(expiry) ? ('soon' as const) : null,
  }));
};

/** How it is with each identity provider. */
export const providerPanels = (health: ReturnType<IdentityProviders['health']>) =>
  health.map(({ id, metadata, fetchedAt, failures, validUntil, isUrl }) => ({
    id,
    entityId: metadata?.entityId ?? null,
    isKnown: metadata !== null,
    fetchedAt,
    failures,
    /** Metadata of a URL is renewed by itself. */
    validUntil,
    isUrl,
  }));
