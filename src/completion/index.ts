export { completionRoutes } from './completion-routes.ts';
export { createCompletion, type CompletionDeps } from './create-completion.ts';
