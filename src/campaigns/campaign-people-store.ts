import type { Connection, QueryFilter, Types } from 'mongoose';
import {
  campaignPersonModel,
  type CampaignPersonRecord,
  type Exemption,
  type PersonState,
} from './campaign-person-model.ts';

export type CampaignPerson = Omit<CampaignPersonRecord, '_id'> & { id: string };

type Filter = QueryFilter<CampaignPersonRecord>;

export const toPerson = ({
  _id,
  ...rest
}: CampaignPersonRecord & { _id: Types.ObjectId }): CampaignPerson => ({
  ...rest,
  id: _id.toHexString(),
});

/** Who a person is when a campaign first sees them. */
export type Enrolment = Pick<
  CampaignPersonRecord,
  'employeeId' | 'wave' | 'unitIds' | 'unitPath' | 'sortName'
>;

/** Not left alone on this day in Sweden. */
export const isNotExempt = (day: string): Filter => ({
  $or: [{ exemption: null }, { 'exemption.until': { $lt: day } }],
});

/** People in campaigns: every change is one write of one document. */
export const createCampaignPeopleStore = (connection: Connection) => {
  const people = campaignPersonModel(connection);

  const read = async (filter: Filter): Promise<CampaignPerson[]> =>
    (await people.find(filter).sort({ wave: 1, sortName: 1, _id: 1 }).lean()).map(toPerson);

  return {
    /** Puts in what a dry run has seen; whoever has been seen before keeps their exemption. */
    noteTrial: async (
      campaignId: string,
      seenBy: number,
      seen: readonly (Enrolment & Pick<CampaignPersonRecord, 'cause' | 'accountId' | 'login'>)[],
    ): Promise<void> => {
      if (seen.length === 0) return;
      await people.bulkWrite(
        seen.map(({ employeeId, ...fields }) => ({
          updateOne: {
            filter: { campaignId, employeeId },
            update: { $set: { ...fields, seenBy, state: 'waiting' } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },

    /** Whom the last dry run did not see is not in the campaign. */
    forgetUnseen: async (campaignId: string, seenBy: number): Promise<void> => {
      await people.deleteMany({ campaignId, seenBy: { $ne: seenBy } });
    },

    /** Puts in those who are not in yet; done twice it is done once. */
    enrol: async (campaignId: string, list: readonly Enrolment[]): Promise<void> => {
      if (list.length === 0) return;
      await people.bulkWrite(
        list.map(({ employeeId, ...fields }) => ({
          updateOne: {
            filter: { campaignId, employeeId },
            update: { $setOnInsert: fields },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },

    /** The person has changed the password themselves; false when that is known already. */
    noteDone: async (id: string, doneAt: Date): Promise<boolean> => {
      const filter: Filter = { _id: id, state: { $in: ['written', 'hindered', 'failed'] } };
      const done = { $set: { state: 'done', doneAt, cause: null } };
      return (await people.updateOne(filter, done)).modifiedCount === 1;
    },

    ofAccounts: async (campaignId: string, accountIds: readonly string[]) => {
      const state = { $in: ['written', 'hindered', 'failed'] satisfies PersonState[] };
      return read({ campaignId, state, accountId: { $in: [...accountIds] } });
    },

    /** Ids of the employees who are neither done nor gone. */
    openEmployeeIds: async (campaignId: string): Promise<string[]> => {
      const state = { $nin: ['done', 'left'] satisfies PersonState[] };
      const found = await people.find({ campaignId, state }, { employeeId: 1 }).lean();
      return found.map(({ employeeId }) => employeeId);
    },

    noteLeft: async (campaignId: string, employeeIds: readonly string[]): Promise<void> => {
      const state = { $nin: ['done', 'left', 'writing'] satisfies PersonState[] };
      const filter = { campaignId, employeeId: { $in: [...employeeIds] }, state };
      await people.updateMany(filter, { $set: { state: 'left' } });
    },

    gone: async (campaignId: string): Promise<CampaignPerson[]> =>
      read({ campaignId, state: 'left' }),

    /** Back in the organisation: as far as they had come. */
    noteReturned: async ({
      id,
      wroteAt,
    }: Pick<CampaignPerson, 'id' | 'wroteAt'>): Promise<void> => {
      const state = wroteAt ? 'written' : 'waiting';
      await people.updateOne({ _id: id, state: 'left' }, { $set: { state } });
    },

    /** IT has seen to what stood in the way: all of them are tried anew. Answers how many. */
    retry: async (campaignId: string): Promise<number> => {
      const filter = { campaignId, state: { $in: ['hindered', 'failed'] satisfies PersonState[] } };
      const again = { $set: { state: 'waiting', tries: 0, dueAt: new Date(0) } };
      return (await people.updateMany(filter, again)).modifiedCount;
    },

    setExemption: async (campaignId: string, employeeId: string, exemption: Exemption | null) =>
      (await people.updateOne({ campaignId, employeeId }, { $set: { exemption } })).matchedCount ===
      1,

    /** Those whom `filter` names, in the order of waves and names. */
    read,
  };
};

export type CampaignPeopleStore = ReturnType<typeof createCampaignPeopleStore>;
