import type { DatabaseSync } from 'node:sqlite';

/** What waits for the commit: called with nothing when it is on disk, or with why it is not. */
type Waiting = (failure: Error | undefined) => void;

/**
 * One transaction for all that is written in one turn of the event loop. Answers to what was
 * asked meanwhile, reads too, wait until the commit is on disk.
 */
export const createGroupCommit = (database: DatabaseSync, onRollback: () => void) => {
  let open = false;
  let waiting: Waiting[] = [];

  const settle = (failure: Error | undefined): void => {
    const settled = waiting;
    waiting = [];
    open = false;
    for (const answer of settled) answer(failure);
  };

  const rollBack = (failure: Error): void => {
    // A full disk may have ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK');
    onRollback();
    settle(failure);
  };

  const commit = (): void => {
    if (!open) return;
    try {
      database.exec('COMMIT');
    } catch (error) {
      rollBack(error as Error);
      return;
    }
    settle(undefined);
  };

  return {
    /** To be called before anything is written: the turn's transaction is open from here on. */
    begin: (): void => {
      if (open) return;
      database.exec('BEGIN IMMEDIATE');
      open = true;
      setImmediate(commit);
    },
    /** Runs the answer at once, or when the turn's writes are on disk. */
    afterCommit: (answer: Waiting): void => {
      if (open) waiting.push(answer);
      else answer(undefined);
    },
    isOpen: (): boolean => open,
    /** Takes back everything written in this turn: all who wait are told that it failed. */
    rollBack,
    commit,
  };
};

export type GroupCommit = ReturnType<typeof createGroupCommit>;
