import { createStandingBook, type StandingBook } from './standing-book.ts';
import type { StandingStore } from './standing-store.ts';

/** Who stands where with the course, on any day. */
export const createStandings = ({ store }: { store: StandingStore }) => ({
  /** The book as of this moment. */
  book: async (): Promise<StandingBook> => {
    const book = createStandingBook();
    for await (const standing of store.all()) book.put(standing);
    return book;
  },
});

export type Standings = ReturnType<typeof createStandings>;
