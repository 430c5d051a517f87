export { createApiPeopleStore } from './api-people-store.ts';
export { apiBase, apiRows, onlyReading } from './api-routes.ts';
export { createLists } from './read-lists.ts';
export { requireToken } from './require-token.ts';
export { tokenRoutes } from './token-routes.ts';
export { createTokenStore } from './token-store.ts';
export { createTokens } from './tokens.ts';
