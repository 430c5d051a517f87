import { Types, type Connection } from 'mongoose';
import { savedViewModel } from './saved-view-model.ts';

export interface SavedView {
  id: string;
  name: string;
  /** The end of the list's address, '' for everybody. */
  query: string;
}

/** Enough to choose among, and nobody fills the store. */
const mostViews = 30;

/** Everybody's own views. */
export const createSavedViewStore = (connection: Connection) => {
  const views = savedViewModel(connection);
  return {
    of: async (owner: string): Promise<SavedView[]> => {
      const found = await views.find({ owner }).sort({ name: 1 }).limit(mostViews).lean();
      return found.map(({ _id, name, query }) => ({ id: _id.toHexString(), name, query }));
    },

    /** Takes the place of the owner's view of that name. False when they have too many. */
    put: async (owner: string, { name, query }: Omit<SavedView, 'id'>): Promise<boolean> => {
      const upsert = (await views.countDocuments({ owner })) < mostViews;
      const done = await views.updateOne({ owner, name }, { $set: { query } }, { upsert });
      return done.matchedCount + done.upsertedCount > 0;
    },

    /** Nobody removes another's. */
    remove: async (owner: string, id: string): Promise<void> => {
      if (/^[0-9a-f]{24}$/.test(id)) await views.deleteOne({ _id: new Types.ObjectId(id), owner });
    },
  };
};

export type SavedViewStore = ReturnType<typeof createSavedViewStore>;
