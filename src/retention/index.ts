export { createRetention, type Retention } from './create-retention.ts';
export { createPurgeProtocolStore } from './purge-protocol-store.ts';
export { retentionRoutes } from './retention-routes.ts';
