/** What the organisation has decided about its course. */
export interface CourseTerms {
  /** The day by which everybody must be done, as 2026-12-12; none when only the next holds. */
  dueOn: string | undefined;
  /** Days that a person has from the day they came into the roster. */
  newStarterDays: number;
  /** Modules open one after the other; else their order is advice. */
  inOrder: boolean;
  /** Whoever passes a test before the pages need not read them. */
  preTest: boolean;
}

export const usualTerms: CourseTerms = {
  dueOn: undefined,
  newStarterDays: 14,
  inOrder: false,
  preTest: false,
};
