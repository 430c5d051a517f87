import type { DatabaseSync } from 'node:sqlite';

/** What waits for the commit: called with nothing when it is on disk, or with why it is not. */
type Waiting = (failure: Error | undefined) => void;

/**
 * One transaction for all that is written in one turn of the event loop. Answers to what was
 * asked meanwhile, reads too, wait until the commit is on disk. Within it every command has a
 * savepoint, so that one that breaks off is taken back without the others.
 *
 * `onRollback` is called when something written has been taken back.
 */
export const createGroupCommit = (database: DatabaseSync, onRollback: () => void) => {
  const savepoint = database.prepare('SAVEPOINT command');
  const release = database.prepare('RELEASE command');
  let open = false;
  let inCommand = false;
  let waiting: Waiting[] = [];

  const settle = (failure: Error | undefined): void => {
    const settled = waiting;
    waiting = [];
    open = false;
    for (const answer of settled) answer(failure);
  };

  const rollBackAll = (failure: Error): void => {
    // A full disk may have ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK');
    inCommand = false;
    onRollback();
    settle(failure);
  };

  const commit = (): void => {
    if (!open) return;
    try {
      database.exec('COMMIT');
    } catch (error) {
      rollBackAll(error as Error);
      return;
    }
    settle(undefined);
  };

  return {
    /** To be called by a command before it writes. */
    begin: (): void => {
      if (!open) {
        database.exec('BEGIN IMMEDIATE');
        open = true;
        setImmediate(commit);
      }
      if (!inCommand) savepoint.run();
      inCommand = true;
    },

    /** The command has come to its end: what it wrote goes into the turn's commit. */
    keep: (): void => {
      if (inCommand) release.run();
      inCommand = false;
    },

    /** The command broke off: what it wrote is taken back, or all of the turn if need be. */
    discard: (failure: Error): void => {
      if (!inCommand) return;
      if (!database.isTransaction) {
        rollBackAll(failure);
        return;
      }
      database.exec('ROLLBACK TO command');
      release.run();
      inCommand = false;
      onRollback();
    },

    /** Runs the answer at once, or when the turn's writes are on disk. */
    afterCommit: (answer: Waiting): void => {
      if (open) waiting.push(answer);
      else answer(undefined);
    },

    commit,
  };
};

export type GroupCommit = ReturnType<typeof createGroupCommit>;
