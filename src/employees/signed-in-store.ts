import type { Connection } from 'mongoose';
import { inBatches } from '../platform/in-batches.ts';
import {
  employeeIdOf,
  employeeModel,
  type EmployeeRecord,
  type PrivateContact,
} from './employee-model.ts';

const fields = [
  'givenName',
  'familyName',
  'login',
  'roles',
  'active',
  'unitIds',
  'sessionsValidAfter',
  'resetRequiredSince',
] as const;

type Always = Pick<EmployeeRecord, (typeof fields)[number]>;

/** What every request of somebody who is signed in asks of them. */
export interface SignedInEmployee extends Always {
  id: string;
  contact: PrivateContact | null;
  noticeSeenAt: Date | null;
}

type Found = Always & Pick<EmployeeRecord, '_id' | 'contact' | 'noticeSeenAt'>;

const projection = Object.fromEntries(
  [...fields, 'contact', 'noticeSeenAt'].map((field) => [field, 1]),
);

const signedIn = ({ _id, contact, noticeSeenAt, ...always }: Found): SignedInEmployee => ({
  ...always,
  id: _id.toHexString(),
  contact: contact ?? null,
  noticeSeenAt: noticeSeenAt ?? null,
});

/**
 * The employee of a request; null when there is none of that id. Those whose requests come at once
 * are read together, by the driver itself.
 */
export const createFindSignedIn = (connection: Connection) => {
  const { collection } = employeeModel(connection);
  return inBatches(async (ids: readonly string[]): Promise<(SignedInEmployee | null)[]> => {
    const _id = { $in: ids.map(employeeIdOf).filter((id) => id !== null) };
    const found = await collection.find<Found>({ _id }, { projection }).toArray();
    const byId = new Map(found.map((one) => [one._id.toHexString(), signedIn(one)]));
    return ids.map((id) => byId.get(id) ?? null);
  });
};
