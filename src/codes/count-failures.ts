import type { RateLimit } from '../platform/rate-limit.ts';
import type { CodesParts, Employee } from './codes-parts.ts';

export const failureSeconds = 15 * 60;

/** Failures only. A whole town hall may share an address. */
export const failureLimits = {
  ofPerson: { name: 'code-person', points: 5, seconds: failureSeconds },
  ofAddress: { name: 'code-address', points: 100, seconds: failureSeconds },
  /** Names asked for by one who would vouch. */
  ofVoucher: { name: 'vouch-ask', points: 10, seconds: failureSeconds },
  /** Fewer than make a directory close the account, in longer than it commonly remembers. */
  ofPassword: { name: 'sheet-password', points: 3, seconds: 2 * failureSeconds },
} satisfies Record<string, RateLimit>;

type Parts = Pick<CodesParts, 'failures' | 'keyOf'>;

interface Try {
  typedName: string;
  person: Employee | null;
  address: string;
}

/** A try that was counted, and what to do about it once it is known how it went. */
interface CountedTry {
  /** Nothing may be compared any more, yet the answer is that of a wrong code. */
  isDeaf: boolean;
  failed: () => Promise<void>;
  giveBack: () => Promise<void>;
}

/**
 * Counts a try before anything is compared, so that many at once cannot outrun the limit. By the name as
 * it was typed, which tells nothing of whether anybody has it; and silently by the person, who can be
 * named by number and by login. Nobody's name is counted twice as well: it takes as long.
 *
 * @returns null when that name or address has none left.
 */
export const takeTry = async (
  { failures, keyOf }: Parts,
  { typedName, person, address }: Try,
): Promise<CountedTry | null> => {
  if (await failures.ofAddress.blocked(address)) return null;
  const name = keyOf(typedName);
  if (!(await failures.ofPerson.consume(name))) return null;
  const whose = person?.id ?? keyOf(`nobody ${typedName}`);
  const isDeaf = !(await failures.ofPerson.consume(whose));
  return {
    isDeaf,
    failed: async () => {
      await failures.ofAddress.consume(address);
    },
    giveBack: async () => {
      await failures.ofPerson.giveBack(name);
      await failures.ofPerson.giveBack(whose);
    },
  };
};

/** Whoever has got a new code begins anew. */
export const forgetFailures = async (
  { failures, keyOf }: Parts,
  { id, login, employeeNumbers }: Employee,
): Promise<void> => {
  const keys = [id, ...[login, ...employeeNumbers].map(keyOf)];
  await Promise.all(keys.map((key) => failures.ofPerson.reset(key)));
};
