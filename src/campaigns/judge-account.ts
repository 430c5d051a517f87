import type { AccountState } from '../directory/index.ts';
import type { Method } from './campaign-model.ts';
import type { CampaignPersonRecord } from './campaign-person-model.ts';

/** Why a person cannot get a new login through the portal; each has its words at `audit.cause`. */
type Hindrance =
  'no-personal-number' | 'no-account' | 'several-accounts' | AccountState['hindrances'][number];

type Judged = { account: AccountState } | { hindrance: Hindrance; account?: AccountState };

/**
 * What stands in a person's way, the gravest first. Nobody is locked out who has no way back in: so
 * whoever cannot show BankID is left to IT, as those are whom the portal has no right over.
 */
export const judgeAccount = (
  { hasPersonalNumber }: { hasPersonalNumber: boolean },
  accounts: readonly AccountState[],
  method: Method,
): Judged => {
  const [account, ...more] = accounts;
  if (!account) return { hindrance: 'no-account' };
  if (more.length > 0) return { hindrance: 'several-accounts' };
  // Nothing is written in the directory, so nothing there needs to keep a demand to change.
  const hindrance = account.hindrances.find(
    (one) => method !== 'portal' || one !== 'never-expires',
  );
  if (hindrance) return { hindrance, account };
  return hasPersonalNumber ? { account } : { hindrance: 'no-personal-number', account };
};

/** The moment by which a change is measured: the wave's, or that of our own write if it is later. */
export const isChangedByPerson = (
  setAt: Date | null,
  { wroteAt, ownWriteAt }: Pick<CampaignPersonRecord, 'wroteAt' | 'ownWriteAt'>,
  waveBegunAt: Date,
): boolean => {
  if (setAt === null) return false;
  if (ownWriteAt) return setAt > ownWriteAt;
  // Our write left no moment there: any later one is the person's, whatever the clocks say.
  return wroteAt !== null || setAt > waveBegunAt;
};

/** What became of a write whose outcome was never noted. */
export type Recovered = 'written' | 'changed-by-person' | 'not-written';

/** A change that came this much later than our write was begun was not made by it, clocks’ faults included. */
const slowestWriteMs = 5 * 60_000;

/** Compares what the directory says now with what it said before the write was begun. */
export const recoverWrite = (
  method: Method,
  { before, begunAt }: Pick<CampaignPersonRecord, 'before' | 'begunAt'>,
  now: Pick<AccountState, 'setAt' | 'mustChange'>,
): Recovered => {
  if (method === 'portal' || !before) return 'not-written';
  if (now.mustChange && !before.mustChange) return 'written';
  if (now.setAt === null || now.setAt.getTime() === before.setAt?.getTime()) return 'not-written';
  // A moment where our write would have left none, or long after it.
  if (method === 'must-change') return 'changed-by-person';
  return now.setAt.getTime() - (begunAt?.getTime() ?? 0) > slowestWriteMs
    ? 'changed-by-person'
    : 'written';
};
