import { createHmac } from 'node:crypto';
import { derivedKey } from '../platform/http/sealed-cookie.ts';
import type { RateLimit, RateLimiter } from '../platform/rate-limit.ts';
import type { CodesParts } from './codes-parts.ts';
import { failureLimits } from './count-failures.ts';
import { createCodeSheetStore } from './code-sheet-store.ts';
import { sheetView } from './sheet-view.ts';
import { createSignInCodeStore } from './sign-in-code-store.ts';
import { createVouchStore } from './vouch-store.ts';

type Connection = Parameters<typeof createSignInCodeStore>[0];

/** What is kept of codes, sheets and those who vouch. */
export const createCodeStores = (connection: Connection) => {
  const codes = createSignInCodeStore(connection);
  const sheets = createCodeSheetStore(connection);
  const vouches = createVouchStore(connection);
  return {
    ...{ codes, sheets, vouches },
    /** What a person is told of their own: when and until when, never the code. */
    ofEmployee: async (id: string): Promise<object[]> => {
      const [code, sheet] = await Promise.all([codes.last(id), sheets.current(id)]);
      const view = sheet && sheetView(sheet);
      return [
        ...(code
          ? [{ kind: code.way, at: code.issuedAt, until: code.expiresAt, usedAt: code.usedAt }]
          : []),
        ...(view ? [{ kind: 'sheet', at: view.madeAt, until: view.until, left: view.left }] : []),
      ];
    },
    /** Removes what is kept for these people; may be done anew. */
    forget: async (employeeIds: readonly string[]): Promise<void> => {
      await Promise.all([codes, sheets, vouches].map(({ forget }) => forget(employeeIds)));
    },
  };
};

interface CodesDeps extends Omit<
  CodesParts,
  'codes' | 'sheets' | 'vouches' | 'failures' | 'keyOf'
> {
  connection: Connection;
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
  const { codes, sheets, vouches } = createCodeStores(connection);
  const key = derivedKey(secret, 'names typed with codes');
  return {
    ...parts,
    ...{ codes, sheets, vouches },
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
