import type { Change, StandingBook } from './standing-book.ts';

/** Something worked out of everybody in a book that can follow a change of one of them. */
interface Answer {
  take: (change: Change) => void;
}

interface Kept<T> {
  version: number;
  answer: T;
}

/** Keeps the answers that were asked for last, `most` of each book, and brings them up with it. */
export const createKeptAnswers = <T extends Answer>(most: number) => {
  const books = new WeakMap<StandingBook, Map<string, Kept<T>>>();

  const follow = (book: StandingBook, { version, answer }: Kept<T>): T | undefined => {
    const changes = book.changesSince(version);
    for (const change of changes ?? []) answer.take(change);
    return changes ? answer : undefined;
  };

  return (book: StandingBook, question: string, work: () => T): T => {
    const answers = books.get(book) ?? new Map<string, Kept<T>>();
    books.set(book, answers);
    const before = answers.get(question);
    const answer = (before && follow(book, before)) ?? work();
    // What was asked for last stays longest.
    answers.delete(question);
    answers.set(question, { version: book.version(), answer });
    for (const oldest of answers.keys()) {
      if (answers.size <= most) break;
      answers.delete(oldest);
    }
    return answer;
  };
};
