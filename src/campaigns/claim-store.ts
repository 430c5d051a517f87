import { randomUUID } from 'node:crypto';
import type { Connection, QueryFilter } from 'mongoose';
import { isNotExempt, toPerson, type CampaignPerson } from './campaign-people-store.ts';
import { campaignPersonModel, type CampaignPersonRecord } from './campaign-person-model.ts';

type Filter = QueryFilter<CampaignPersonRecord>;
type Fields = Partial<CampaignPersonRecord>;

/** Somebody under a claim: what another has taken since is left as it is. */
type Held = Pick<CampaignPerson, 'id' | 'holder'>;

interface ClaimOptions {
  worker: string;
  /** Whose people are not taken. */
  alive: readonly string[];
  now: Date;
  /** In Sweden: who is exempt on it is left out. */
  day: string;
  limit: number;
}

const free = { worker: null, holder: null };

/** Who is at whom: many processes take the people of one campaign, and nobody is taken by two. */
export const createClaimStore = (connection: Connection) => {
  const people = campaignPersonModel(connection);

  const change = async (list: readonly { person: Held; set: Fields }[]): Promise<void> => {
    if (list.length === 0) return;
    await people.bulkWrite(
      list.map(({ person: { id, holder }, set }) => ({
        updateOne: { filter: { _id: id, holder }, update: { $set: set } },
      })),
      { ordered: false },
    );
  };

  return {
    /** Takes so many who are due in these waves: whom nobody who is alive is at. */
    claim: async (
      campaignId: string,
      waves: readonly number[],
      { worker, alive, now, day, limit }: ClaimOptions,
    ): Promise<CampaignPerson[]> => {
      const holder = randomUUID();
      const isDue: Filter = {
        campaignId,
        state: { $in: ['waiting', 'writing'] },
        wave: { $in: [...waves] },
        dueAt: { $lte: now },
        worker: { $nin: [...alive] },
        ...isNotExempt(day),
      };
      const found = await people
        .find(isDue, { _id: 1 })
        .sort({ wave: 1, sortName: 1 })
        .limit(limit)
        .lean();
      if (found.length === 0) return [];
      const ids = found.map(({ _id }) => _id);
      await people.updateMany({ ...isDue, _id: { $in: ids } }, { $set: { worker, holder } });
      const claimed = await people.find({ holder }).sort({ wave: 1, sortName: 1, _id: 1 }).lean();
      return claimed.map(toPerson);
    },

    /** Notes that the writes are about to be made; answers whose they still are. */
    begin: async (
      list: readonly { person: Held; fields: Fields }[],
      now: Date,
    ): Promise<Set<string>> => {
      const [first] = list;
      if (!first) return new Set();
      const announced = { state: 'writing', begunAt: now } as const;
      await change(
        list.map(({ person, fields }) => ({ person, set: { ...fields, ...announced } })),
      );
      const ids = list.map(({ person }) => person.id);
      const { holder } = first.person;
      const mine = await people
        .find({ _id: { $in: ids }, holder, state: 'writing' }, { _id: 1 })
        .lean();
      return new Set(mine.map(({ _id }) => _id.toHexString()));
    },

    /** What came of it, unless somebody else has taken the person since. */
    settle: (list: readonly { person: Held; fields: Fields }[]): Promise<void> =>
      change(list.map(({ person, fields }) => ({ person, set: { ...fields, ...free } }))),

    /** Whoever of these is not settled is anybody's again. */
    release: async (list: readonly Held[]): Promise<void> => {
      const [first] = list;
      const ids = list.map(({ id }) => id);
      if (first)
        await people.updateMany({ _id: { $in: ids }, holder: first.holder }, { $set: free });
    },
  };
};

export type ClaimStore = ReturnType<typeof createClaimStore>;
