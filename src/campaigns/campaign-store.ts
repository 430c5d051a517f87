import { isObjectIdOrHexString, type Connection, type QueryFilter, type Types } from 'mongoose';
import {
  campaignModel,
  type CampaignRecord,
  type CampaignState,
  type ChecklistItem,
  type Wave,
} from './campaign-model.ts';

export type Campaign = Omit<CampaignRecord, '_id'> & { id: string };

const toCampaign = ({ _id, ...rest }: CampaignRecord & { _id: Types.ObjectId }): Campaign => ({
  ...rest,
  id: _id.toHexString(),
});

export type CampaignContent = Pick<
  CampaignRecord,
  'name' | 'reason' | 'description' | 'rehearsal' | 'scope' | 'deadline'
>;

type Filter = QueryFilter<CampaignRecord>;

/** A change of what is to be done makes the dry run worth nothing. */
const changeable: readonly CampaignState[] = ['draft', 'trying', 'tried'];

/** The campaigns. Every change is one write of one document, guarded by its filter. */
export const createCampaignStore = (connection: Connection) => {
  const campaigns = campaignModel(connection);

  /** @returns the campaign as it is now, or null when the filter did not hold. */
  const change = async (id: string, filter: Filter, update: object): Promise<Campaign | null> => {
    if (!isObjectIdOrHexString(id)) return null;
    const options = { returnDocument: 'after' } as const;
    const found = await campaigns.findOneAndUpdate({ ...filter, _id: id }, update, options).lean();
    return found && toCampaign(found);
  };

  const edit = (id: string, makerId: string, update: object, filter: Filter = {}) =>
    change(
      id,
      { ...filter, state: { $in: [...changeable] } },
      {
        $set: { state: 'draft', fault: null, ...update },
        $inc: { revision: 1 },
        $addToSet: { makerIds: makerId },
      },
    );

  return {
    add: async (content: CampaignContent, makerId: string, now: Date): Promise<Campaign> => {
      const record = { ...content, makerIds: [makerId], createdAt: now };
      return toCampaign((await campaigns.create(record)).toObject());
    },

    find: async (id: string): Promise<Campaign | null> => {
      const found = isObjectIdOrHexString(id) ? await campaigns.findById(id).lean() : null;
      return found && toCampaign(found);
    },

    /** The newest first. */
    all: async (): Promise<Campaign[]> =>
      (await campaigns.find({}).sort({ createdAt: -1 }).limit(200).lean()).map(toCampaign),

    inState: async (...states: CampaignState[]): Promise<Campaign[]> =>
      (
        await campaigns
          .find({ state: { $in: states } })
          .sort({ createdAt: 1 })
          .lean()
      ).map(toCampaign),

    /** Back to a draft; null when it has been approved meanwhile. */
    edit: (
      id: string,
      makerId: string,
      { name, reason, description, rehearsal, scope, deadline }: CampaignContent,
    ) => edit(id, makerId, { name, reason, description, rehearsal, scope, deadline }),

    setWaves: (id: string, makerId: string, revision: number, waves: Wave[]) =>
      edit(id, makerId, { waves }, { revision }),

    move: (id: string, from: readonly CampaignState[], to: CampaignState, more: object = {}) =>
      change(id, { state: { $in: [...from] } }, { $set: { state: to, ...more } }),

    /** By somebody who has had no hand in it, and of exactly what was tried; null otherwise. */
    approve: (id: string, by: string, revision: number, now: Date) =>
      change(
        id,
        { state: 'tried', revision, makerIds: { $ne: by }, 'waves.0': { $exists: true } },
        { $set: { state: 'approved', approvedBy: by, approvedAt: now } },
      ),

    /** Takes the dry run upon itself, unless one of these is at it. */
    holdTrial: (id: string, holder: string, others: readonly string[]) =>
      change(id, { state: 'trying', holder: { $nin: [...others] } }, { $set: { holder } }),

    /** Whether the dry run is still its own, and of what is to be done. */
    holdsTrial: async (id: string, holder: string, revision: number): Promise<boolean> =>
      (await campaigns.exists({ _id: id, state: 'trying', holder, revision })) !== null,

    settleTrial: (id: string, holder: string, revision: number, outcome: Partial<CampaignRecord>) =>
      change(id, { state: 'trying', holder, revision }, { $set: { ...outcome, holder: null } }),

    beginWave: (id: string, number: number, begunAt: Date) =>
      change(
        id,
        {
          state: { $in: ['approved', 'running'] },
          waves: { $elemMatch: { number, begunAt: null } },
        },
        { $set: { state: 'running', 'waves.$.begunAt': begunAt } },
      ),

    /** True for one process in so long. A moment that lies ahead was set by a clock that jumped. */
    takeRefresh: async (id: string, now: Date, everyMs: number): Promise<boolean> => {
      const due = { $lte: new Date(now.getTime() - everyMs) };
      const ahead = { $gt: new Date(now.getTime() + everyMs) };
      const filter = { $or: [{ refreshedAt: due }, { refreshedAt: ahead }] };
      return (await change(id, filter, { $set: { refreshedAt: now } })) !== null;
    },

    noteRefresh: (id: string, refreshedThrough: Date) =>
      change(id, {}, { $set: { refreshedThrough } }),

    noteReminded: (id: string, days: number[]) =>
      change(id, {}, { $addToSet: { remindedDays: { $each: days } } }),

    tick: (id: string, item: ChecklistItem, by: string, at: Date) =>
      change(id, { 'checklist.item': { $ne: item } }, { $push: { checklist: { item, by, at } } }),

    untick: (id: string, item: ChecklistItem) =>
      change(id, { 'checklist.item': item }, { $pull: { checklist: { item } } }),
  };
};

export type CampaignStore = ReturnType<typeof createCampaignStore>;
