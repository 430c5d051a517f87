import type { Language } from '../platform/i18n.ts';
import type { Logger } from '../platform/logger.ts';
import type { IdentityProviders } from './identity-providers.ts';
import { probeProvider } from './probe-provider.ts';
import type { ProviderLook } from './provider-look-model.ts';
import type { createProviderLookStore } from './provider-look-store.ts';
import { outcomesOf } from './provider-outcomes.ts';
import type { createSignInLog } from './sign-in-log.ts';

/** `failing`: it answers, but nobody gets through. `unknown`: nothing has been found yet. */
type ProviderState = 'up' | 'down' | 'failing' | 'unknown';

/** An identity provider as people and IT are told of it. */
export interface ProviderOutlook {
  id: string;
  name: Record<Language, string>;
  state: ProviderState;
  since: Date | null;
  look: ProviderLook | null;
}

interface Deps {
  providers: Pick<IdentityProviders, 'health'>;
  looks: ReturnType<typeof createProviderLookStore>;
  signIns: ReturnType<typeof createSignInLog>;
  logger: Logger;
  /** Between two looks at one that answers; 0 asks none, and goes by the sign-ins alone. */
  everyMs: number;
}

const soonestMs = 15_000;
const longestWaitMs = 10_000;
const longestProbeMs = 5000;
/** How far back sign-ins tell how it is now. */
export const memoryMs = 10 * 60_000;
const mostSignIns = 100;

/** One look may miss by chance. */
const looksToBelieve = 2;

/**
 * Is it silent, so that people should be told? One that never answered is not called down: the
 * portal may have no way out to it, while people's browsers do. Nor is one that somebody got through
 * meanwhile.
 */
const isDown = ({ silentLooks, silentSince, answeredAt, workedAt }: ProviderLook): boolean =>
  silentLooks >= looksToBelieve &&
  answeredAt !== null &&
  !(workedAt !== null && silentSince !== null && workedAt > silentSince);

const judged = (look: ProviderLook | null): Pick<ProviderOutlook, 'state' | 'since'> => {
  if (look?.lookedAt == null) return { state: 'unknown', since: null };
  if (isDown(look)) return { state: 'down', since: look.silentSince };
  if (look.failingSince) return { state: 'failing', since: look.failingSince };
  return { state: look.answeredAt === null ? 'unknown' : 'up', since: null };
};

/**
 * Looks at each identity provider's single sign-on address at intervals, and at how sign-ins have
 * gone with it. One process looks, all of them read what it found; a page that asks waits for nothing.
 */
export const createProviderWatch = ({ providers, looks, signIns, logger, everyMs }: Deps) => {
  const isProbing = everyMs > 0;
  const paceMs = isProbing ? everyMs : 60_000;
  const retryMs = Math.min(paceMs, soonestMs);
  const known = new Map<string, ProviderLook>();
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let storeIsSilent = false;

  const lookAt = async (id: string, url: string): Promise<void> => {
    const now = new Date();
    const before = await looks.claim(id, now, new Date(now.getTime() + retryMs));
    if (!before) return;
    const rows = signIns.last(mostSignIns, new Date(now.getTime() - memoryMs));
    const [fault, outcomes] = await Promise.all([
      isProbing ? probeProvider(url, Math.min(everyMs, longestProbeMs)) : null,
      rows.then((found) => outcomesOf(found, id)),
    ]);
    const same =
      before.url === url ? before : { answeredAt: null, silentLooks: 0, silentSince: null };
    if (fault !== null && same.silentLooks === 0)
      logger.warn({ provider: id, cause: fault }, 'identity provider does not answer');
    if (fault === null && same.silentLooks > 0)
      logger.info({ provider: id }, 'identity provider answers again');
    await looks.record({
      _id: id,
      url,
      dueAt: new Date(now.getTime() + (fault === null ? paceMs : retryMs)),
      lookedAt: now,
      answeredAt: isProbing && fault === null ? now : same.answeredAt,
      silentLooks: fault === null ? 0 : same.silentLooks + 1,
      silentSince: fault === null ? null : (same.silentSince ?? now),
      fault,
      ...outcomes,
    });
  };

  const lookAtAll = async (): Promise<void> => {
    try {
      const found = providers.health();
      await Promise.all(
        found.flatMap(({ id, metadata }) => (metadata ? [lookAt(id, metadata.ssoUrl)] : [])),
      );
      for (const look of await looks.all()) known.set(look._id, look);
      storeIsSilent = false;
    } catch (error) {
      if (!storeIsSilent) logger.warn({ err: error }, 'identity providers cannot be looked at');
      storeIsSilent = true;
    }
  };

  const look = async (): Promise<void> => {
    running ??= lookAtAll().finally(() => {
      running = undefined;
    });
    await running;
  };

  /** How it is with each of them, as far as is known. One whose metadata is not known cannot be asked. */
  const outlook = (): ProviderOutlook[] =>
    providers.health().map(({ id, name, metadata }) => {
      const found = known.get(id);
      const its = found && found.url === metadata?.ssoUrl ? found : null;
      if (!metadata) return { id, name, state: 'down', since: null, look: null };
      return { id, name, ...judged(its), look: its };
    });

  return {
    start: (): void => {
      void look();
      timer = setInterval(() => void look(), Math.min(paceMs, longestWaitMs)).unref();
    },
    outlook,
    /** In the words of the health check. */
    warnings: (): string[] =>
      outlook().flatMap(({ id, look: found, state }) => {
        if (state === 'down')
          return [`identity provider ${id} ${found ? 'does not answer' : 'cannot be asked'}`];
        return state === 'failing' ? [`sign-ins fail at identity provider ${id}`] : [];
      }),
    stop: async (): Promise<void> => {
      clearInterval(timer);
      await running;
    },
  };
};
