export { resetRoutes } from './reset-routes.ts';
export { createReset } from './reset.ts';
