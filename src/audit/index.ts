export { sealOf, type AuditEntry } from './audit-chain.ts';
export { createAuditLog, type Audit } from './audit-store.ts';
