export { authRoutes } from './auth-routes.ts';
export { createAuth } from './create-auth.ts';
export { createIdentityProviders } from './identity-providers.ts';
export { relinkRoutes } from './relink-routes.ts';
export { requireBankId, requireResetDone, requireRoles } from './require-roles.ts';
export {
  beginSession,
  renewSession,
  sessionKeyOf,
  sessions,
  signedInNow,
} from './require-session.ts';
export { loadViewer } from './require-viewer.ts';
export { breakGlassRoutes } from './break-glass-routes.ts';
export { signInRoutes } from './sign-in-routes.ts';
export { samlRoutes } from './saml-routes.ts';
export { readOwnKeys, type OwnKeys } from './own-keys/read-own-keys.ts';
export { watchOwnKeys } from './own-keys/watch-own-keys.ts';
