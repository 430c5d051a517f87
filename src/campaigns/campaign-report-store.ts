import type { Connection, QueryFilter } from 'mongoose';
import {
  campaignPersonModel,
  type CampaignPersonRecord,
  type PersonState,
} from './campaign-person-model.ts';

/** So many people of one wave, in one state, for one cause. */
export interface StateCount {
  wave: number;
  state: PersonState;
  cause: string | null;
  people: number;
}

export interface UnitCount {
  unitIds: string[];
  total: number;
  done: number;
  failed: number;
}

/** How many became done within one hour: its beginning, by universal time. */
export interface HourCount {
  hour: Date;
  people: number;
}

interface Stalled {
  waves: readonly number[];
  day: string;
  /** 0: all of them. */
  limit: number;
  /** With all below it. */
  unit?: string;
}

const open: PersonState[] = ['waiting', 'writing', 'written', 'hindered', 'failed'];

/** Reads how far a campaign has come. */
export const createCampaignReportStore = (connection: Connection) => {
  const people = campaignPersonModel(connection);
  const isExempt = (campaignId: string, day: string): QueryFilter<CampaignPersonRecord> => ({
    campaignId,
    state: { $in: open },
    'exemption.until': { $gte: day },
  });

  return {
    byState: (campaignId: string): Promise<StateCount[]> =>
      people.aggregate<StateCount>([
        { $match: { campaignId } },
        {
          $group: {
            _id: { wave: '$wave', state: '$state', cause: '$cause' },
            people: { $sum: 1 },
          },
        },
        {
          $project: {
            _id: 0,
            wave: '$_id.wave',
            state: '$_id.state',
            cause: '$_id.cause',
            people: 1,
          },
        },
      ]),

    byUnits: (campaignId: string): Promise<UnitCount[]> => {
      const are = (...states: PersonState[]) => ({
        $sum: { $cond: [{ $in: ['$state', states] }, 1, 0] },
      });
      return people.aggregate<UnitCount>([
        { $match: { campaignId, state: { $ne: 'left' } } },
        {
          $group: {
            _id: '$unitIds',
            total: { $sum: 1 },
            done: are('done'),
            failed: are('hindered', 'failed'),
          },
        },
        { $project: { _id: 0, unitIds: '$_id', total: 1, done: 1, failed: 1 } },
      ]);
    },

    doneByHour: (campaignId: string): Promise<HourCount[]> =>
      people.aggregate<HourCount>([
        { $match: { campaignId, state: 'done' } },
        {
          $group: {
            _id: { $dateTrunc: { date: '$doneAt', unit: 'hour' } },
            people: { $sum: 1 },
          },
        },
        { $sort: { _id: 1 } },
        { $project: { _id: 0, hour: '$_id', people: 1 } },
      ]),

    exempt: (campaignId: string, day: string): Promise<number> =>
      people.countDocuments(isExempt(campaignId, day)),

    /** Of those in a begun wave who are neither done nor left alone: so many at most, by name. */
    stalled: async (
      campaignId: string,
      { waves, day, limit, unit }: Stalled,
    ): Promise<CampaignPersonRecord[]> =>
      people
        .find({
          campaignId,
          state: { $in: open },
          wave: { $in: [...waves] },
          ...(unit && { unitPath: unit }),
          $or: [{ exemption: null }, { 'exemption.until': { $lt: day } }],
        })
        .sort({ sortName: 1, _id: 1 })
        .limit(limit)
        .lean<CampaignPersonRecord[]>(),

    /** Whom the dry run, or the campaign itself, found something in the way of. */
    inTheWay: (campaignId: string, limit: number): Promise<CampaignPersonRecord[]> =>
      people
        .find({ campaignId, cause: { $ne: null }, state: { $nin: ['done', 'left'] } })
        .sort({ cause: 1, sortName: 1, _id: 1 })
        .limit(limit)
        .lean<CampaignPersonRecord[]>(),

    exemptions: (campaignId: string): Promise<CampaignPersonRecord[]> =>
      people
        .find({ campaignId, exemption: { $ne: null } })
        .sort({ sortName: 1, _id: 1 })
        .lean<CampaignPersonRecord[]>(),
  };
};

export type CampaignReportStore = ReturnType<typeof createCampaignReportStore>;
