import type { Translate } from '../platform/i18n.ts';
import { expiringSoon, type Expiry } from './expiries.ts';
import type { IdentityProviders } from './identity-providers.ts';
import { outcomesOf } from './provider-outcomes.ts';
import { memoryMs, type ProviderOutlook } from './provider-watch.ts';
import type { SignInRow } from './sign-in-log.ts';

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

/** How it is with each identity provider: its metadata, whether it answers, how sign-ins go. */
export const providerPanels = (
  health: ReturnType<IdentityProviders['health']>,
  outlook: ProviderOutlook[],
  rows: readonly SignInRow[],
) => {
  const recent = rows.filter(({ at }) => at.getTime() > Date.now() - memoryMs);
  return health.map((provider) => {
    const found = outlook.find(({ id }) => id === provider.id);
    const isKnown = provider.metadata !== null;
    const state = isKnown ? (found?.state ?? 'unknown') : ('unread' as const);
    const { ended, failed } = outcomesOf(recent, provider.id);
    return { ...provider, isKnown, state, look: found?.look ?? null, ended, failed };
  });
};
