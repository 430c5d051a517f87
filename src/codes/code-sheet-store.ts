import type { Connection } from 'mongoose';
import { codeSheetModel, type CodeSheet } from './code-sheet-model.ts';

/** So many wrong passwords in a row: it is not its owner who has the sheet. */
const mostWrongPasswords = 10;

type Named = Pick<CodeSheet, '_id' | 'sheet'>;

/** People's sheets of codes. Every change is one write of one document. */
export const createCodeSheetStore = (connection: Connection) => {
  const sheets = codeSheetModel(connection);
  return {
    /** What the person had before is worth nothing from now on. */
    replace: async (sheet: Omit<CodeSheet, 'used' | 'wrongPasswords'>): Promise<void> => {
      const { _id, ...rest } = sheet;
      await sheets.updateOne(
        { _id },
        { $set: { ...rest, used: [], wrongPasswords: 0 } },
        { upsert: true },
      );
    },
    /** The sheet that the person has now, used codes and all. */
    current: (employeeId: string): Promise<CodeSheet | null> =>
      sheets
        .findOne({ _id: employeeId, wrongPasswords: { $lt: mostWrongPasswords } })
        .lean<CodeSheet>(),
    /** Uses one of its codes up; true for one caller only, however many ask at once. */
    use: async ({ _id, sheet }: Named, sign: string): Promise<boolean> => {
      const unused = { _id, sheet, used: { $ne: sign } };
      return (
        (await sheets
          .findOneAndUpdate(unused, { $push: { used: sign }, $set: { wrongPasswords: 0 } })
          .lean()) !== null
      );
    },
    /** Counts a wrong password with one of its codes; null: with nobody's, which takes as long. */
    countWrongPassword: async (named: Named | null): Promise<void> => {
      const { _id, sheet } = named ?? { _id: '', sheet: '' };
      await sheets.updateOne({ _id, sheet }, { $inc: { wrongPasswords: 1 } });
    },
    /** Nothing is kept of it; true when it was there. */
    revoke: async ({ _id, sheet }: Named): Promise<boolean> =>
      (await sheets.deleteOne({ _id, sheet })).deletedCount === 1,
    /** Removes those of these people; may be done anew. */
    forget: async (employeeIds: readonly string[]): Promise<void> => {
      await sheets.deleteMany({ _id: { $in: [...employeeIds] } });
    },
  };
};

export type CodeSheetStore = ReturnType<typeof createCodeSheetStore>;
