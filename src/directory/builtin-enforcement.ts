import type { AccountStore } from './account-store.ts';
import type { AccountState, Enforced, EnforcedMethod, Enforcement } from './enforcement.ts';

type Stored = NonNullable<Awaited<ReturnType<AccountStore['findById']>>>;

const stateOf = (stored: Stored): AccountState => ({
  id: String(stored._id),
  login: stored.login,
  hindrances: stored.disabled ? ['disabled'] : [],
  setAt: stored.mustChange ? null : stored.passwordSetAt,
  mustChange: stored.mustChange,
});

/** Campaigns in the portal's own directory. */
export const builtinEnforcement = (accounts: AccountStore): Enforcement => {
  const enforce = async ({ id }: AccountState, method: EnforcedMethod): Promise<Enforced> => {
    const written = await (method === 'unusable'
      ? accounts.forgetPassword(id)
      : accounts.demandChange(id));
    if (!written) return { kind: 'refused', cause: 'not-found', code: 'gone' };
    return { kind: 'written', at: null, code: 'written' };
  };
  return {
    session: (work) =>
      work({
        controller: 'builtin',
        lookUp: async (people) =>
          new Map(
            await Promise.all(
              people.map(async ({ key, ...person }): Promise<[string, AccountState[]]> => [
                key,
                [stateOf(await accounts.findOrAdd(person))],
              ]),
            ),
          ),
        enforce,
        changedSince: (since) => accounts.changedSince(since),
      }),
  };
};
