import type { Connection } from 'mongoose';
import { accountModel } from './account-model.ts';

/** Stands where a hash would: no password matches it. */
export const noPassword = '!';

interface Person {
  login: string;
  employeeNumbers: string[];
}

/** The built-in directory's accounts. Every change is one write of one document. */
export const createAccountStore = (connection: Connection) => {
  const accounts = accountModel(connection);

  const findByNumber = (numbers: string[]) =>
    accounts.findOne({ employeeNumbers: { $in: numbers } }).lean();

  const findOrAdd = ({ login, employeeNumbers }: Person) =>
    accounts
      .findOneAndUpdate(
        { login },
        { $addToSet: { employeeNumbers: { $each: employeeNumbers } } },
        { upsert: true, returnDocument: 'after', setDefaultsOnInsert: true },
      )
      .lean();

  return {
    /**
     * The account of a person, by employee number before login since a login may change; made
     * if there is none. Asked twice at once it is still one account: the login is unique.
     */
    findOrAdd: async (person: Person) =>
      (await findByNumber(person.employeeNumbers)) ?? (await findOrAdd(person)),

    findById: (id: string) => accounts.findById(id).lean(),

    /** New hashes, and open again, if nobody else changed them meanwhile; false if somebody did. */
    replaceHashes: async (
      id: string,
      seen: { revision: number },
      changed: { hashes: string[]; passwordSetAt: Date },
    ): Promise<boolean> => {
      const { matchedCount } = await accounts.updateOne(
        { _id: id, revision: seen.revision },
        {
          $set: { ...changed, mustChange: false, failedTries: 0, lastTryAt: null },
          $inc: { revision: 1 },
        },
      );
      return matchedCount === 1;
    },

    /**
     * Counts a try before it is judged, so that many at once cannot outrun the lock.
     * Null when the account is locked or gone.
     */
    countTry: (id: string, lock: { tries: number; openedBefore: Date; now: Date }) =>
      accounts
        .findOneAndUpdate(
          {
            _id: id,
            $or: [{ failedTries: { $lt: lock.tries } }, { lastTryAt: { $lte: lock.openedBefore } }],
          },
          { $inc: { failedTries: 1 }, $set: { lastTryAt: lock.now } },
          { returnDocument: 'after' },
        )
        .lean(),

    /** The present password is to be replaced by its owner; false when the account is gone. */
    demandChange: async (id: string): Promise<boolean> => {
      const demanded = { $set: { mustChange: true }, $inc: { revision: 1 } };
      return (await accounts.updateOne({ _id: id }, demanded)).matchedCount === 1;
    },

    /** Nothing opens the account until a new password is set; which were used before is still known. */
    forgetPassword: async (id: string): Promise<boolean> => {
      const forgotten = [
        {
          $set: {
            mustChange: true,
            passwordSetAt: null,
            hashes: { $concatArrays: [[noPassword], '$hashes'] },
            revision: { $add: ['$revision', 1] },
          },
        },
      ];
      return (
        (await accounts.updateOne({ _id: id }, forgotten, { updatePipeline: true }))
          .matchedCount === 1
      );
    },

    /** Accounts whose password was set then or later, with when. */
    changedSince: async (since: Date): Promise<Map<string, Date>> => {
      const found = await accounts
        .find({ passwordSetAt: { $gte: since }, mustChange: false }, { passwordSetAt: 1 })
        .lean();
      return new Map(
        found.flatMap(({ _id, passwordSetAt }): [string, Date][] =>
          passwordSetAt ? [[String(_id), passwordSetAt]] : [],
        ),
      );
    },

    forgetTries: async (id: string): Promise<void> => {
      await accounts.updateOne({ _id: id }, { $set: { failedTries: 0, lastTryAt: null } });
    },
  };
};

export type AccountStore = ReturnType<typeof createAccountStore>;
