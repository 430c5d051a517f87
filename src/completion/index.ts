export { completionRoutes } from './completion-routes.ts';
export { sheetKeyRoutes } from './sheet-routes.ts';
export {
  createCompletion,
  type CompletionDeps,
  type CompletionService,
} from './create-completion.ts';
export type { CompletedModule } from './overview.ts';
