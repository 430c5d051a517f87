import { createHmac } from 'node:crypto';
import { derivedKey } from '../platform/http/sealed-cookie.ts';
import type { RateLimit, RateLimiter } from '../platform/rate-limit.ts';
import type { CodesParts } from './codes-parts.ts';
import { failureLimits } from './count-failures.ts';
import { createCodeSheetStore } from './code-sheet-store.ts';
import { createSignInCodeStore } from './sign-in-code-store.ts';
import { createVouchStore } from './vouch-store.ts';

interface CodesDeps extends Omit<
  CodesParts,
  'codes' | 'sheets' | 'vouches' | 'failures' | 'keyOf'
> {
  connection: Parameters<typeof createSignInCodeStore>[0];
  rateLimiter: (limit: RateLimit) => RateLimiter;
  secret: Buffer;
}

/** Puts the ways in without BankID together, for their routes. */
export const createCodes = ({
  connection,
  rateLimiter,
  secret,
  ...parts
}: CodesDeps): CodesParts => {
  const key = derivedKey(secret, 'names typed with codes');
  return {
    ...parts,
    codes: createSignInCodeStore(connection),
    sheets: createCodeSheetStore(connection),
    vouches: createVouchStore(connection),
    failures: {
      ofPerson: rateLimiter(failureLimits.ofPerson),
      ofAddress: rateLimiter(failureLimits.ofAddress),
      ofVoucher: rateLimiter(failureLimits.ofVoucher),
      ofPassword: rateLimiter(failureLimits.ofPassword),
    },
    keyOf: (typed) =>
      createHmac('sha256', key)
        .update(typed.normalize('NFC').trim().toLowerCase())
        .digest('base64url'),
  };
};
