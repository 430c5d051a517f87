import { createAccountStore, noPassword, type AccountStore } from './account-store.ts';
import { builtinEnforcement } from './builtin-enforcement.ts';
import type { Account, Directory, PasswordPolicy, ResetOutcome } from './directory.ts';
import { normalisePassword } from './normalise-password.ts';
import { hashPassword, matchesHash, pretendToMatch } from '../platform/password-hash.ts';

/** NIST SP 800-63B-4, 3.1.1.2: 15 for a password that stands alone. */
const policy: PasswordPolicy = { minLength: 15, maxLength: 128, history: 5, complexity: false };

const lock = { tries: 10, minutes: 15 };
const lockMs = lock.minutes * 60_000;

const writeAttempts = 3;

/** No account of ours has it. */
const nobodysId = '0'.repeat(24);

type StoredAccount = NonNullable<Awaited<ReturnType<AccountStore['findById']>>>;

const lockedUntil = ({ failedTries, lastTryAt }: StoredAccount, now: Date): Date | null => {
  if (failedTries < lock.tries || !lastTryAt) return null;
  const until = new Date(lastTryAt.getTime() + lockMs);
  return until > now ? until : null;
};

const isOneOf = async (hashes: string[], password: string): Promise<boolean> => {
  for (const hash of hashes)
    if (hash !== noPassword && (await matchesHash(hash, password))) return true;
  return false;
};

const hasLength = (password: string): boolean => {
  const { length } = Array.from(normalisePassword(password));
  return length >= policy.minLength && length <= policy.maxLength;
};

/**
 * The portal's own directory, for organisations whose directory is lost or not yet connected.
 * An employee's account is made when it is first asked for.
 */
export const createBuiltinDirectory = (
  connection: Parameters<typeof createAccountStore>[0],
  now: () => Date = () => new Date(),
): Directory => {
  const accounts = createAccountStore(connection);

  const change = async (stored: StoredAccount, password: string) => {
    const at = now();
    const before = stored.hashes.filter((hash) => hash !== noPassword);
    const hashes = [await hashPassword(password), ...before].slice(0, policy.history);
    const written = await accounts.replaceHashes(String(stored._id), stored, {
      hashes,
      passwordSetAt: at,
    });
    return written ? at : null;
  };

  const tryReset = async (id: string, password: string): Promise<ResetOutcome | null> => {
    const stored = await accounts.findById(id);
    if (!stored) return { kind: 'refused', cause: 'not-found' };
    if (stored.disabled) return { kind: 'refused', cause: 'disabled' };
    if (!hasLength(password)) return { kind: 'refused', cause: 'policy' };
    if (await isOneOf(stored.hashes, password)) return { kind: 'refused', cause: 'in-history' };
    const at = await change(stored, password);
    return at && { kind: 'changed', at };
  };

  return {
    kind: 'builtin',

    findAccount: async (employee) => {
      if (!employee) return null;
      const stored = await accounts.findOrAdd(employee);
      return {
        id: String(stored._id),
        login: stored.login,
        otherNames: [],
        disabled: stored.disabled,
        expired: false,
        lockedUntil: lockedUntil(stored, now()),
      };
    },

    effectivePolicy: () => Promise.resolve(policy),

    resetPassword: async ({ id }: Account, password) => {
      // Another change in between is seen and judged anew: the history has grown.
      for (let attempt = 1; attempt <= writeAttempts; attempt += 1) {
        const outcome = await tryReset(id, password);
        if (outcome) return outcome;
      }
      return { kind: 'unavailable' };
    },

    verify: async (account, password) => {
      const id = account?.id ?? nobodysId;
      const at = now();
      const openedBefore = new Date(at.getTime() - lockMs);
      const stored = await accounts.countTry(id, { tries: lock.tries, openedBefore, now: at });
      const [current] = stored?.hashes ?? [];
      if (!stored || stored.disabled || !current || current === noPassword)
        return pretendToMatch(password);
      const matches = await matchesHash(current, password);
      if (matches) await accounts.forgetTries(id);
      return matches;
    },

    passwordSetAt: async ({ id }) => (await accounts.findById(id))?.passwordSetAt ?? null,

    check: () => Promise.resolve([]),

    enforcement: builtinEnforcement(accounts),
  };
};
