import { createHash, randomBytes } from 'node:crypto';
import type { Audit } from '../audit/index.ts';
import { dayOf, daysAfter } from '../platform/swedish-day.ts';
import type { ApiScope } from './api-schemas.ts';
import type { Token, TokenStore } from './token-store.ts';

const start = 'sp_';
const longestDays = 365;
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/** Makes, revokes and knows tokens. What happens to one is audited under its number. */
export const createTokens = (store: TokenStore, audit: Audit, today = () => dayOf(new Date())) => ({
  all: store.all,
  today,
  /** The last day that a token made today may be good on. */
  latest: () => daysAfter(today(), longestDays),

  /** @returns the token itself, which nobody can be shown again. */
  create: async (
    by: string,
    given: { name: string; scopes: ApiScope[]; expiresOn: string },
  ): Promise<{ token: Token; secret: string }> => {
    const secret = start + randomBytes(32).toString('base64url');
    const prefix = secret.slice(0, start.length + 6);
    const token = await store.add(hashOf(secret), { ...given, by, prefix });
    await audit.record({
      ...{ action: 'api.created', actor: by, result: 'ok' },
      details: { token: token.id },
    });
    return { token, secret };
  },

  revoke: async (by: string, id: string): Promise<boolean> => {
    const isRevoked = await store.revoke(id);
    if (isRevoked)
      await audit.record({
        ...{ action: 'api.revoked', actor: by, result: 'ok' },
        details: { token: id },
      });
    return isRevoked;
  },

  /** The token if it is good now; its first use of each day is audited. */
  use: async (secret: string): Promise<Token | null> => {
    const token = await store.findByHash(hashOf(secret));
    const day = today();
    if (token?.revokedAt !== null || token.expiresOn < day) return null;
    if (token.lastUsedOn !== day) {
      await audit.record({ action: 'api.used', result: 'ok', details: { token: token.id } });
      await store.markUsed(token.id, day);
    }
    return token;
  },
});

export type Tokens = ReturnType<typeof createTokens>;
