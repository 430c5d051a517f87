import type { Organisation } from '../platform/http/page-locals.ts';
import type { RateLimit, RateLimiter } from '../platform/rate-limit.ts';
import type { ResetParts } from './reset-parts.ts';
import { createResetTurnStore } from './reset-turn-store.ts';
import { createStrengthThread } from './strength-thread.ts';
import { tryLimit } from './try-limit.ts';

interface ResetDeps extends Pick<
  ResetParts,
  'employees' | 'directory' | 'stepUps' | 'audit' | 'logger' | 'breachFile' | 'breachUrl'
> {
  connection: Parameters<typeof createResetTurnStore>[0];
  rateLimiter: (limit: RateLimit) => RateLimiter;
  baseUrl: string;
  organisation: Pick<Organisation, 'name' | 'product' | 'place'>;
}

/** Puts the reset together, for its routes. */
export const createReset = ({
  connection,
  rateLimiter,
  baseUrl,
  organisation: { name, product, place },
  ...parts
}: ResetDeps): ResetParts => ({
  ...parts,
  tries: rateLimiter(tryLimit),
  turns: createResetTurnStore(connection),
  strength: createStrengthThread(),
  address: new URL(baseUrl).host,
  organisationNames: [name, product, place],
  now: () => new Date(),
});
