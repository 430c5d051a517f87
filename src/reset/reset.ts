import type { Organisation } from '../platform/http/page-locals.ts';
import type { I18n } from '../platform/i18n.ts';
import type { RateLimit, RateLimiter } from '../platform/rate-limit.ts';
import type { ResetParts } from './reset-parts.ts';
import { createResetTurnStore } from './reset-turn-store.ts';
import { createStrengthThread } from './strength-thread.ts';
import { passLimit, tryLimit } from './try-limit.ts';

interface ResetDeps extends Pick<
  ResetParts,
  | 'employees'
  | 'directory'
  | 'stepUps'
  | 'audit'
  | 'messages'
  | 'logger'
  | 'breachFile'
  | 'breachUrl'
  | 'codeSheets'
> {
  connection: Parameters<typeof createResetTurnStore>[0];
  rateLimiter: (limit: RateLimit) => RateLimiter;
  baseUrl: string;
  i18n: I18n;
  organisation: Pick<Organisation, 'name' | 'product' | 'place' | 'supportPhone' | 'supportHours'>;
}

/** Puts the reset together, for its routes. */
export const createReset = ({
  connection,
  rateLimiter,
  baseUrl,
  i18n,
  organisation,
  ...parts
}: ResetDeps): ResetParts => ({
  ...parts,
  tries: rateLimiter(tryLimit),
  passes: rateLimiter(passLimit),
  turns: createResetTurnStore(connection),
  strength: createStrengthThread(),
  address: new URL(baseUrl).host,
  notice: { i18n, organisation },
  organisationNames: [organisation.name, organisation.product, organisation.place],
  now: () => new Date(),
});
