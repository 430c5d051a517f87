export { completionRoutes } from './completion-routes.ts';
export type { Completion } from './completion-store.ts';
export {
  createCompletion,
  type CompletionDeps,
  type CompletionService,
} from './create-completion.ts';
