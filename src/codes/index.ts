export { createCodes, createCodeStores } from './create-codes.ts';
export { entryRoutes } from './entry-routes.ts';
export { issueRoutes } from './issue-routes.ts';
export { ownSheetRoutes } from './own-sheet-routes.ts';
export { stopRoutes } from './stop-routes.ts';
export { vouchRoutes } from './vouch-routes.ts';
export { outstandingRoutes } from './outstanding-routes.ts';
