export { auditActions, auditDetails, type AuditDetails } from './audit-actions.ts';
export { sealOf, type AuditEntry } from './audit-chain.ts';
export { auditPagesOf } from './audit-pages.ts';
export { createAuditReader, type AuditReader } from './audit-reader-store.ts';
export { auditRoutes } from './audit-routes.ts';
export { createAuditLog, type Audit } from './audit-store.ts';
export { createForwardStore } from './forward-store.ts';
export { createRecordForwarder } from './forward-records.ts';
export { createHeadWitness } from './head-witness.ts';
