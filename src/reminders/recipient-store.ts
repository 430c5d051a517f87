import { Types, type Connection } from 'mongoose';
import { employeeModel } from '../employees/index.ts';

/** Somebody to write to. */
export interface Recipient {
  id: string;
  givenName: string;
  email: string | null;
}

/** Reads whom reminders go to. */
export const createRecipientStore = (connection: Connection) => {
  const employees = employeeModel(connection);
  return {
    /** Those of them who work here. */
    find: async (ids: readonly string[]): Promise<Recipient[]> => {
      const found = await employees
        .find(
          { _id: { $in: ids.map((id) => new Types.ObjectId(id)) }, active: true },
          { givenName: 1, email: 1 },
        )
        .lean();
      return found.map(({ _id, givenName, email }) => ({
        id: _id.toHexString(),
        givenName,
        email,
      }));
    },

    /** Everybody with the role of HR. */
    hrIds: async (): Promise<string[]> => {
      const found = await employees.find({ roles: 'hr', active: true }, { _id: 1 }).lean();
      return found.map(({ _id }) => _id.toHexString());
    },
  };
};

export type RecipientStore = ReturnType<typeof createRecipientStore>;
