export { createCertificateStore } from './certificate-store.ts';
export { createCertificates } from './create-certificates.ts';
export { createOwnData } from './own-data.ts';
export { ownDataRoutes } from './own-data-routes.ts';
export { ownRecordRoutes } from './own-record-routes.ts';
export { verifyRoutes } from './verify-routes.ts';
