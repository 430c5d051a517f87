export { completionRoutes } from './completion-routes.ts';
export { sheetKeyRoutes } from './sheet-routes.ts';
export { createCompletion, type CompletionDeps } from './create-completion.ts';
