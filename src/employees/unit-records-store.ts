import { mongo, type Model } from 'mongoose';
import type { UnitRecord } from './unit-model.ts';

const isSame = (some: readonly Uint8Array[], others: readonly Uint8Array[]): boolean =>
  some.length === others.length &&
  some.every((one, index) => Buffer.compare(one, others[index] ?? one) === 0);

/**
 * Reads all units, closed ones too. They are decoded only when they are other bytes than the last time:
 * until then the answer is the same array, and what was made of it still holds.
 */
export const createUnitRecords = (units: Model<UnitRecord>) => {
  let bytes: readonly Uint8Array[] = [];
  let records: readonly UnitRecord[] = [];
  return async (): Promise<readonly UnitRecord[]> => {
    const found = units.collection.find<Uint8Array>({}, { raw: true });
    const read = await found.toArray();
    if (!isSame(read, bytes)) {
      records = read.map((one) => mongo.BSON.deserialize(one) as UnitRecord);
      bytes = read;
    }
    return records;
  };
};
