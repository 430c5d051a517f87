/** What the organisation has decided about its course. */
export interface CourseTerms {
  /** Modules open one after the other; else their order is advice. */
  inOrder: boolean;
  /** Whoever passes a test before the pages need not read them. */
  preTest: boolean;
}

export const usualTerms: CourseTerms = {
  inOrder: false,
  preTest: false,
};
