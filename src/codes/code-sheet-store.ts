import type { Connection } from 'mongoose';
import { codeSheetModel, type CodeSheet } from './code-sheet-model.ts';

type Named = Pick<CodeSheet, '_id' | 'sheet'>;

/** People's sheets of codes. Every change is one write of one document. */
export const createCodeSheetStore = (connection: Connection) => {
  const sheets = codeSheetModel(connection);
  return {
    /** What the person had before is worth nothing from now on. */
    replace: async (sheet: Omit<CodeSheet, 'used' | 'revokedAt'>): Promise<void> => {
      const { _id, ...rest } = sheet;
      await sheets.updateOne(
        { _id },
        { $set: { ...rest, used: [], revokedAt: null } },
        { upsert: true },
      );
    },
    /** The sheet that the person has now, used codes and all. */
    current: (employeeId: string): Promise<CodeSheet | null> =>
      sheets.findOne({ _id: employeeId, revokedAt: null }).lean<CodeSheet>(),
    /** Uses one of its codes up; true for one caller only, however many ask at once. */
    use: async ({ _id, sheet }: Named, sign: string): Promise<boolean> => {
      const unused = { _id, sheet, revokedAt: null, used: { $ne: sign } };
      return (await sheets.findOneAndUpdate(unused, { $push: { used: sign } }).lean()) !== null;
    },
    /** True when it could still have been used. */
    revoke: async ({ _id, sheet }: Named): Promise<boolean> => {
      const found = { _id, sheet, revokedAt: null };
      return (await sheets.findOneAndUpdate(found, { revokedAt: new Date() }).lean()) !== null;
    },
  };
};

export type CodeSheetStore = ReturnType<typeof createCodeSheetStore>;
