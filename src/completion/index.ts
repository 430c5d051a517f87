export { completionRoutes } from './completion-routes.ts';
export { sheetKeyRoutes } from './sheet-routes.ts';
export {
  createCompletion,
  type CompletionDeps,
  type CompletionService,
} from './create-completion.ts';
export { createCheckResultsStore, type CheckResult } from './check-results-store.ts';
export type { Completion } from './completion-store.ts';
export type { Correction } from './correction-store.ts';
export {
  createCourseRecords,
  createDoneRecords,
  type CourseRecords,
  type DoneRecords,
  type ReadMany,
} from './course-records.ts';
export { createRecordFeed, feedStart, type RecordEvent } from './record-feed-store.ts';
export { createRecordStore } from './record-store.ts';
export type { CompletedModule } from './overview.ts';
export { paperMethods } from './completion-model.ts';
export type { PaperEntry } from './record-by-hand.ts';
